// Visits as a file to take home.
import { dictionary } from './lang'

export const takehome = dictionary(
  {
    title: '导出走访', lead: '把一个村、乡镇或县的走访记录存成文件，用于汇总和研究。', place: '哪个地方', placeHint: '村、乡镇或县，名称、拼音或代码', needPlace: '请从列表里选一个地方。',
    from: '从哪天', to: '到哪天', daysHint: '一次最多 400 天、20 万条。', format: '文件格式', formats: { csv: 'CSV', xlsx: 'Excel', parquet: 'Parquet' },
    formatHints: { csv: '各种表格软件都能打开，边生成边下载', xlsx: '带标题和日期格式，可直接打印', parquet: '供统计程序使用，字段有类型' }, names: '写上门牌号、户主和走访干部', namesHint: '通常用不着。超过 50 户须两个不同单位的人同意；每一行带追溯码，文件要像户册一样保管。',
    purpose: '导出事由', purposes: ['季度汇总', '研究解决诉求', '核对承诺兑现'], told: '导出会留下记录', toldText: '谁在什么时候、为什么导出过，会记入这些村每一户的查阅记录，住户可以查看；审计员也能看到。',
    inside: '里面有什么', insideText: '村、日期、方式、三老三户三同、经本人同意的反映、诉求、承诺和期限。', never: '里面没有什么', neverText: '没有征得同意的话、任何封存信息（联系方式、困难、健康、收支、未成年人）。已更正、已撤回的只列出有过这一条。',
    go: '生成并下载', going: '正在生成，请不要关闭页面…', broken: '下载中断了，文件不完整，请重试。', done: (size: string) => `已下载（${size}）`,
  },
  {
    title: 'Export visits', lead: 'Save the visits of a village, township or county as a file, to sum up and to study.', place: 'Which place', placeHint: 'Village, township or county: name, pinyin or code', needPlace: 'Choose a place from the list.',
    from: 'From', to: 'To', daysHint: 'At most 400 days and 200,000 visits at a time.', format: 'Form of the file', formats: { csv: 'CSV', xlsx: 'Excel', parquet: 'Parquet' },
    formatHints: { csv: 'Opens in every spreadsheet; downloads while it is made', xlsx: 'With a title and real dates, ready to print', parquet: 'For statistics programs: columns with types' }, names: 'With house numbers and names', namesHint: 'Seldom needed. More than 50 households take the agreement of two other units; every row bears a mark. Keep the file like the register.',
    purpose: 'Purpose', purposes: ['Quarterly summary', 'Working on needs', 'Checking promises'], told: 'An export is written down', toldText: 'Who exported, when and why stands in the access log of every household of these villages, where residents can see it; the auditor sees it too.',
    inside: 'What is in it', insideText: 'Village, day, how one met, elders, households and togethers, statements made with consent, needs, promises and their last day.', never: 'What is not', neverText: 'Words without consent and anything sealed (contact, hardship, health, money, minors). Of what was corrected or withdrawn, only that it was there.',
    go: 'Make and download', going: 'Being made: keep this page open…', broken: 'The download broke off and the file is not whole: try again.', done: (size: string) => `Downloaded (${size})`,
  },
)
