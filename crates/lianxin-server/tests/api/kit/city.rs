//! A city small enough to think about.

/// One city, two counties, three townships, nine villages.
pub const PLACES: &str = "code,name,level,parent
3708,济宁市,city,
370811,任城区,county,3708
370811001,古槐街道,township,370811
370811001001,东门大街社区,village,370811001
370811001002,西门里社区,village,370811001
370811001003,南池村委会,village,370811001
370811002,许庄街道,township,370811
370811002001,航运新村居委会,village,370811002
370811002002,前铺村委会,village,370811002
370811002003,后铺村委会,village,370811002
370812,兖州区,county,3708
370812001,鼓楼街道,township,370812
370812001001,九州社区,village,370812001
370812001002,中御桥社区,village,370812001
370812001003,龙桥社区,village,370812001
";
