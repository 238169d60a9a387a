//! What can go wrong, as problem documents (RFC 9457) with stable codes in two languages.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// The result of everything that may be refused.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something did not happen.
#[derive(Debug)]
pub enum Error {
    /// The caller can mend it: shown.
    Refused(Box<Refusal>),
    /// We must mend it: logged with its causes, never shown.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

/// A kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Stable name.
    pub word: &'static str,
    /// HTTP status.
    pub status: u16,
    /// Text in Chinese; `{name}` stands for an argument.
    pub zh: &'static str,
    /// Text in English.
    pub en: &'static str,
}

/// A refusal with its particulars.
#[derive(Debug)]
pub struct Refusal {
    /// The kind.
    pub code: Code,
    args: Vec<(&'static str, String)>,
    fields: Vec<(String, Code)>,
    extra: Vec<(&'static str, Value)>,
}

impl Error {
    /// A refusal without particulars.
    pub fn refused(code: Code) -> Error {
        Error::Refused(Box::new(Refusal { code, args: vec![], fields: vec![], extra: vec![] }))
    }

    /// Something that only we can mend.
    pub fn internal(what: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::Internal(what.into())
    }

    /// Fills `{name}` in the text.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Error {
        if let Error::Refused(refusal) = &mut self {
            refusal.args.push((name, value.to_string()));
        }
        self
    }

    /// Says which field of the request is wrong.
    pub fn field(mut self, field: impl ToString, code: Code) -> Error {
        if let Error::Refused(refusal) = &mut self {
            refusal.fields.push((field.to_string(), code));
        }
        self
    }

    /// Adds a member to the problem document.
    pub fn extra(mut self, name: &'static str, value: Value) -> Error {
        if let Error::Refused(refusal) = &mut self {
            refusal.extra.push((name, value));
        }
        self
    }

    /// The code's name, for tests and the command line.
    pub fn word(&self) -> &'static str {
        match self {
            Error::Refused(refusal) => refusal.code.word,
            Error::Internal(_) => codes::INTERNAL.word,
        }
    }

    /// The problem document in one language, for answers that carry several.
    pub fn document(&self, chinese: bool) -> Value {
        match self {
            Error::Refused(refusal) => refusal.document(chinese),
            Error::Internal(cause) => {
                tracing::error!(causes = causes(&**cause), "internal error");
                Error::refused(codes::INTERNAL).document(chinese)
            }
        }
    }

    /// Whether the same transaction may succeed when it is tried again: a deadlock, a conflict with another transaction,
    /// a row that another one put first, a lost connection.
    pub fn is_passing(&self) -> bool {
        let cause = match self {
            Error::Refused(refusal) => return refusal.code == codes::BUSY,
            Error::Internal(cause) => cause.downcast_ref::<sqlx::Error>(),
        };
        match cause {
            Some(sqlx::Error::Database(refused)) => {
                refused.is_unique_violation()
                    || refused.code().is_some_and(|code| code.starts_with("08") || code.starts_with("57P"))
            }
            Some(sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed) => true,
            _ => false,
        }
    }

    /// The text, in Chinese or English.
    pub fn detail(&self, chinese: bool) -> String {
        match self {
            Error::Refused(refusal) => refusal.text(refusal.code, chinese),
            Error::Internal(cause) => cause.to_string(),
        }
    }
}

impl Refusal {
    fn text(&self, code: Code, chinese: bool) -> String {
        let text = if chinese { code.zh } else { code.en };
        self.args
            .iter()
            .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// The problem document in one language.
    fn document(&self, chinese: bool) -> Value {
        let fields: Vec<Value> = self
            .fields
            .iter()
            .map(|(field, code)| json!({"field": field, "code": code.word, "detail": self.text(*code, chinese)}))
            .collect();
        let mut document = json!({
            "type": format!("/api/v1/docs/problems#{}", self.code.word),
            "title": self.code.word,
            "status": self.code.status,
            "code": self.code.word,
            "detail": self.text(self.code, chinese),
        });
        if !fields.is_empty() {
            document["fields"] = Value::Array(fields);
        }
        for (name, value) in &self.extra {
            document[*name] = value.clone();
        }
        document
    }
}

/// The problem before its language is known; `localise` turns it into a body.
#[derive(Clone)]
struct Unspoken {
    zh: String,
    en: String,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let refusal = match self {
            Error::Refused(refusal) => refusal,
            Error::Internal(cause) => {
                tracing::error!(causes = causes(&*cause), "internal error");
                match Error::refused(codes::INTERNAL) {
                    Error::Refused(refusal) => refusal,
                    Error::Internal(_) => unreachable!("made as a refusal"),
                }
            }
        };
        let status = StatusCode::from_u16(refusal.code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let unspoken =
            Unspoken { zh: refusal.document(true).to_string(), en: refusal.document(false).to_string() };
        let mut response = status.into_response();
        if refusal.code == codes::BUSY {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response.extensions_mut().insert(unspoken);
        response
    }
}

fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let chain = std::iter::successors(Some(error), |e| e.source());
    chain.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Gives a problem its body in the language that the request asks for (Chinese unless English is preferred).
pub fn localise(response: Response, chinese: bool) -> Response {
    let (mut parts, body) = response.into_parts();
    match parts.extensions.remove::<Unspoken>() {
        None => Response::from_parts(parts, body),
        Some(unspoken) => {
            parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
            parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            Response::from_parts(parts, if chinese { unspoken.zh } else { unspoken.en }.into())
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        match &error {
            sqlx::Error::Database(refused)
                if matches!(refused.code().as_deref(), Some("40001" | "40P01")) =>
            {
                Error::refused(codes::BUSY)
            }
            sqlx::Error::PoolTimedOut => Error::refused(codes::BUSY),
            _ => Error::internal(error),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy) => Error::refused(codes::BUSY),
            _ => Error::internal(error),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::internal(error)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail(false))
    }
}

impl std::error::Error for Error {}

macro_rules! codes {
    ($($name:ident = $word:literal, $status:literal, $zh:literal, $en:literal;)+) => {
        /// All codes. `docs/problems.md` is made from this list.
        pub mod codes {
            use super::Code;
            $(#[doc = $en] pub const $name: Code = Code { word: $word, status: $status, zh: $zh, en: $en };)+
            /// Every code, in the order of the list.
            pub const ALL: &[Code] = &[$($name),+];
        }
    };
}

codes! {
    NOT_FOUND = "not_found", 404, "没有这一项，或您无权查看。", "There is no such thing, or it is not yours to see.";
    SIGNED_OUT = "signed_out", 401, "请先登录。", "Please sign in.";
    WRONG_PASSWORD = "wrong_password", 401, "账号或密码不对。", "The login or the password is wrong.";
    TOO_MANY_TRIES = "too_many_tries", 429, "尝试次数过多，请 {minutes} 分钟后再试。", "Too many tries; please wait {minutes} minutes.";
    MUST_CHANGE_PASSWORD = "must_change_password", 403, "请先修改初始密码。", "Change the first password before anything else.";
    CSRF = "csrf", 403, "页面已过期，请刷新后重试。", "This page is out of date; reload it and try again.";
    MALFORMED = "malformed", 400, "请求格式不对：{why}", "The request is malformed: {why}";
    INVALID = "invalid", 422, "有内容需要修改。", "Something needs to be mended.";
    REQUIRED = "required", 422, "必填。", "This is needed.";
    TOO_LONG = "too_long", 422, "内容过长。", "This is too long.";
    TOO_LARGE = "too_large", 413, "文件超过上限（{limit} MB）。", "The file is over the limit of {limit} MB.";
    NEEDS_APPROVAL = "needs_approval", 403, "未成年人信息须经两个不同单位的人同意后才能查看，请先提出申请。", "Data about minors are shown once two persons of different units have agreed; ask them first.";
    NEEDS_TASK = "needs_task", 403, "这户现在没有您单位正在办理的事项或申请，不能查看明细。请先登记事项。", "No case or request of this household is your unit's task now: its details stay closed. Write down its matter first.";
    NOT_ITS_MATTER = "not_its_matter", 403, "这件事不需要看这类信息。", "This matter does not need that kind of information.";
    NOT_GRANTED = "not_granted", 403, "这户没有授权您查看这类信息，或授权已到期、已收回。", "The household did not let you see that, or no longer does.";
    GRANTEE_ENTERS = "grantee_enters", 403, "授权须由被授权人和被授权单位以外的人登记。", "What lets somebody see is written down by somebody else.";
    GRANT_TOO_LONG = "grant_too_long", 422, "授权须从今天起，最长一年。", "It holds from today, for a year at the most.";
    NOT_OF_HOUSEHOLD = "not_of_household", 422, "名单上没有这位家庭成员。", "Nobody of that name lives there.";
    FRAME_FORGOTTEN = "frame_forgotten", 410, "结果公布 {days} 天后，抽样名册已删除，不能再重演；公布的数字仍在。", "{days} days after its figures were released the frame was forgotten: it cannot be replayed; the figures stay.";
    STAFF_BROWSER = "staff_browser", 403, "这部设备上登录着工作人员账号，不能替群众在这里答。请群众用自己的手机扫码，或走纸质登记。", "Somebody of the staff is signed in on this device: residents do not answer here. Let them scan the code with their own phone, or take it down on paper.";
    SLIP_CONCERNED = "slip_concerned", 403, "办过这件事的人不能出它的纸条，请没有办过的同事或联系干部来出。", "Whoever worked on the case does not print its slip: let a colleague or the linked official do it.";
    SLIP_PRINTED = "slip_printed", 403, "您出过这件事的纸条，请由别人办结。", "You printed its slip: let somebody else close it.";
    NEEDS_TWO = "needs_two", 403, "名单超过 {limit} 户（共 {count} 户），须两个不同单位的人同意后才能导出。", "More than {limit} households ({count}) may leave only once two persons of different units have agreed.";
    GLASS_SUSPENDED = "glass_suspended", 403, "近 {days} 天紧急查阅过于频繁，已暂停申请。", "Emergencies were asked for too often in the last {days} days: asking is suspended.";
    NO_SUCH_HOUSE = "no_such_house", 422, "该村没有这个门牌的住户。", "No household of this village lives behind this door.";
    SEVERAL_BEHIND_DOOR = "several_behind_door", 422, "同一门牌有多户，请写户主姓名。", "Several households live behind this door: name its head.";
    NOT_AGREED_YET = "not_agreed_yet", 409, "还在等待同意。", "It still waits for somebody to agree.";
    NO_LONGER_AGREED = "no_longer_agreed", 409, "未获同意或已过期，可重新申请。", "It was refused or is over; it can be asked for again.";
    OWN_QUESTION = "own_question", 409, "不能同意自己提出的申请。", "Nobody agrees to what they asked for themselves.";
    SAME_UNIT = "same_unit", 409, "须由其他单位的人同意。", "It takes somebody of another unit.";
    SETTLED_ALREADY = "settled_already", 409, "这项申请已有结果。", "This has been settled already.";
    CHANGED_MEANWHILE = "changed_meanwhile", 412, "内容已被他人修改，请刷新后再改。", "Someone changed this meanwhile; reload and try again.";
    BUSY = "busy", 503, "系统繁忙，请稍后再试，未丢失任何内容。", "The system is busy; try again shortly, nothing was lost.";
    INTERNAL = "internal", 500, "系统出错，已记录，请稍后再试。", "Something failed on our side; it has been recorded.";
    WEAK_PASSWORD = "weak_password", 422, "密码至少 10 个字符，且不能是常见密码或与账号相同。", "A password has at least 10 characters and is neither common nor the login.";
    LOGIN_TAKEN = "login_taken", 409, "账号名已被使用。", "This login is taken.";
    BAD_SETUP_CODE = "bad_setup_code", 403, "初始化码不对，请查看服务启动时的输出。", "The set-up code is wrong; the server printed it when it started.";
    SET_UP_ALREADY = "set_up_already", 409, "系统已初始化。", "The system is set up already.";
    OUTSIDE_JURISDICTION = "outside_jurisdiction", 422, "超出您的管辖范围。", "This is outside your jurisdiction.";
    LAST_ADMINISTRATOR = "last_administrator", 409, "至少要保留一位系统管理员。", "One administrator must remain.";
    UNKNOWN_PLACE = "unknown_place", 422, "没有这个行政区划：{code}", "There is no such place: {code}";
    NOT_A_VILLAGE = "not_a_village", 422, "只能选择村（社区）。", "Only a village can be chosen.";
    BAD_DAY = "bad_day", 422, "日期要写成 2026-07-20 这样。", "A day is written like 2026-07-20.";
    BACKWARDS = "backwards", 422, "结束日期不能早于开始日期。", "The last day is not before the first.";
    SPAN_TOO_LONG = "span_too_long", 422, "一次最多导出 {days} 天。", "At most {days} days at a time.";
    TOO_MANY_ROWS = "too_many_rows", 422, "这段时间有 {count} 条走访，一次最多导出 {limit} 条，请缩短日期或选小一点的地方。", "There are {count} visits in these days and {limit} at most in one file: choose fewer days or a smaller place.";
    ONE_COUNTY = "one_county", 422, "走访不跨县导出，请选择一个县（市、区）、乡镇或村。", "Visits do not leave for several counties at once: choose a county, a township or a village.";
    BAD_QUARTER = "bad_quarter", 422, "季度要写成 2026Q3 这样。", "A quarter is written like 2026Q3.";
    BAD_WEEK = "bad_week", 422, "周次要写成 2026-W27 这样，且在最近一年之内。", "A week is written like 2026-W27 and lies within the last year.";
    UNKNOWN_FORM = "unknown_form", 422, "没有这样的表单或栏目：{name}", "There is no such form or field: {name}";
    NOT_COSIGNED = "not_cosigned", 422, "这不是本日志的检查点，或没有已登记见证方的有效签名。", "This is no checkpoint of this log, or no witness known here signed it.";
    BAD_WITNESS_KEY = "bad_witness_key", 422, "这不是见证方的公钥，或已登记过。请粘贴 lianxin witness 打印的整行。", "This is no public key of a witness, or it is known already. Paste the whole line that lianxin witness prints.";
    SAME_VILLAGE = "same_village", 422, "不能并入自己。", "A village cannot be merged into itself.";
    OTHER_COUNTY = "other_county", 422, "只能并入本县的村。", "A village can only be merged within its county.";
    PLAN_STATE = "plan_state", 409, "方案现在是“{state}”状态，不能这样做。", "The plan is {state}: this cannot be done now.";
    PLAN_RUNNING = "plan_running", 409, "方案正在求解。", "The plan is being solved.";
    INFEASIBLE = "infeasible", 409, "按现有规则无法安排，见说明。", "The rules cannot be met; see the explanation.";
    BAD_RULES = "bad_rules", 422, "规则有误：{why}", "The rules are wrong: {why}";
    BAD_CHOICE = "bad_choice", 422, "不能这样指定或回避：{why}", "This pin or ban is not possible: {why}";
    NOTHING_TO_PUBLISH = "nothing_to_publish", 409, "方案还没有求解结果。", "The plan has no solution yet.";
    STALE_PLAN = "stale_plan", 409, "求解之后名册或联系已变动，请重新求解。", "Roster or links changed since solving; solve again.";
    IMPORT_STATE = "import_state", 409, "这份导入现在是“{state}”状态，不能这样做。", "The import is {state}: this cannot be done now.";
    IMPORT_ERRORS = "import_errors", 409, "还有 {count} 处错误没有改正，什么也没有导入。", "{count} errors remain; nothing was imported.";
    IMPORT_STALE = "import_stale", 409, "预览之后名册已变动，请重新上传。", "The roster changed since the preview; upload again.";
    FILE_GONE = "file_gone", 410, "上传的文件不落盘，只在内存中短暂保留，也只给上传的人；请重新上传。", "An uploaded file is never stored, kept in memory for a while and for its sender only; upload it again.";
    CANNOT_UNDO = "cannot_undo", 409, "不能撤销：{why}", "This cannot be undone: {why}";
    BAD_FILE = "bad_file", 422, "{why}", "{why}";
    BAD_SNAPSHOT = "bad_snapshot", 422, "快照未通过核验：{why}", "The snapshot is refused: {why}";
    BAD_MAP = "bad_map", 422, "不是可用的 GeoJSON 边界文件：{why}", "Not a usable GeoJSON of outlines: {why}";
    NOT_LINKED = "not_linked", 422, "您在那一天和今天都不是这个村的联系干部。", "You are linked to this village neither on that day nor today.";
    VILLAGE_ONLY = "village_only", 422, "您的联系层面只记录对村的走访，不记录到户。", "Your tier records visits to the village, not to households.";
    UNKNOWN_HOUSEHOLD = "unknown_household", 422, "这个村没有这一户。", "There is no such household in this village.";
    UNKNOWN_OFFICIAL = "unknown_official", 422, "名册里没有这名干部。", "There is no such official.";
    UNKNOWN_VISIT = "unknown_visit", 422, "没有您的这条走访记录。", "There is no such visit of yours.";
    UNKNOWN_PROMISE = "unknown_promise", 422, "这个村没有这项承诺。", "There is no such promise in this village.";
    NOT_STANDING = "not_standing", 409, "这条记录已被更正或撤回。", "This record was corrected or withdrawn already.";
    ID_TAKEN = "id_taken", 409, "编号已被另一条记录使用，请重新生成。", "Another record has this id; make a new one.";
    OTHER_CONTENT = "other_content", 409, "同一编号的记录内容不同，未改动已保存的内容。", "The record stored under this id says something else; it was left as it is.";
    BAD_TEXT = "bad_text", 422, "含有不能使用的字符。", "It holds characters that cannot be used.";
    TOO_EARLY = "too_early", 422, "日期在将来。", "The day lies in the future.";
    TOO_LATE = "too_late", 422, "日期太早，最多补记 400 天。", "The day is too long ago: 400 days at the most.";
    BAD_DUE = "bad_due", 422, "期限要在走访之日或以后三年内。", "The last day is from the visit's day to three years later.";
    NOT_ASKED = "not_asked", 422, "这一项由系统得出，不用填写。", "This is derived, not filled in.";
    TWICE = "twice", 422, "重复。", "It stands there twice.";
    TOO_MANY_RECORDS = "too_many_records", 413, "一次最多 {limit} 条。", "At most {limit} records at a time.";
    UNKNOWN_KIND = "unknown_kind", 422, "没有这种记录：{kind}", "There is no such kind of record: {kind}";
    UNKNOWN_DEVICE = "unknown_device", 403, "请先登记这台设备。", "Register this device first.";
    DEVICE_REVOKED = "device_revoked", 403, "这台设备已被停用；本机副本应清除，未发送的记录仍保留。", "This device was revoked: its copy is to be wiped, what is unsent is kept.";
    NO_RIGHT = "no_right", 403, "这个账号不能记录走访。", "This account may not record visits.";
    UNKNOWN_BLANK = "unknown_blank", 400, "没有这份表单：{form}，请重新下载空白表单。", "There is no such form: {form}; get the blank form again.";
    BAD_SUBMISSION = "bad_submission", 400, "收到的不是一份完整的走访表单（{where}），没有保存，请重新发送。", "What arrived is not a whole visit ({where}); nothing was kept, send it again.";
    NO_FILES = "no_files", 400, "走访不要照片，也不保存附件。这份表单没有保存，请去掉附件再发送。", "A visit asks for no photo and keeps no file. Nothing was kept: send it again without.";
    TOO_SHORT = "too_short", 422, "内容过短，至少 {least} 个字。", "This is too short: {least} characters at the least.";
    NEED_HAS_CASE = "need_has_case", 409, "这条诉求已经立过事项。", "This need has a case already.";
    UNKNOWN_UNIT = "unknown_unit", 422, "没有这个单位，或它不管这个村。", "There is no such unit, or the village is not in its area.";
    CASE_FINISHED = "case_finished", 409, "这件事已经了结。", "This case is finished.";
    CASE_NOT_NOW = "case_not_now", 409, "按事项现在的状态，不能这样做。", "In the state in which the case is this cannot be done.";
    CASE_NOT_YOURS = "case_not_yours", 403, "这件事现在不由您的单位办理。", "This case is not your unit's to act on now.";
    CASE_WAITS = "case_waits", 409, "正在等待另一个单位答复，答复后才能继续。", "It waits for another unit's answer first.";
    CASE_CONCERNED = "case_concerned", 403, "经手过的人不能代记群众的话、代填群众的问，办结的单位也不能自己复核。", "Whoever had a hand in it can neither take down what the household says or asks of it, nor read it a second time.";
    COMPLAINT_NEARBY = "complaint_nearby", 403, "这件举报关系到您、您的单位或您管的地方，您不能代收。请群众到别的乡镇、纪检督查员那里交，或者自己在网上交。", "This complaint is about yourself, your unit or those you are beside or above: you cannot take it down. It can be handed in at another township's or an inspector's counter, or by oneself on the open page.";
    CASE_NOT_A_WORD = "case_not_a_word", 422, "群众的答复只能是“已解决”“部分解决”“未解决”。", "A household says solved, partly or not_solved.";
    CASE_TOO_EARLY = "case_too_early", 409, "还没有到时候。", "It is too early for that.";
    CASE_TOO_LATE = "case_too_late", 409, "七天内可以改口，现在已经过了。如果问题又出现，请重新反映。", "The seven days in which it can be said again are over; if the matter comes back, raise it anew.";
    CASE_NOBODY_ABOVE = "case_nobody_above", 409, "市级以上没有可以上报的一级。", "There is nobody above the city.";
    CASE_MERGED = "case_merged", 409, "这件事已与另一件合并办理，请在那一件上办理，或先拆开。", "It is handled together with another case: act on that one, or part them first.";
    CASE_PARTS_OPEN = "case_parts_open", 409, "协办单位还没有办完：{units}。等它们办完、退回，或过了约定日期再撤回。", "Parts of other units are under way: {units}. Wait until they are done or handed back, or take them back once their day is over.";
    CASE_TOO_MANY_PARTS = "case_too_many_parts", 409, "同时最多请 5 个单位协办，一个单位同时只协办一项。", "Five units at the most have a part at one time, and each has one.";
    BAD_AMOUNT = "bad_amount", 422, "金额按元写，最多两位小数，不写千分号。", "An amount in yuan, with two digits after the point at the most and no commas.";
    TOO_MANY_FILES = "too_many_files", 409, "一件事最多附 {limit} 份材料，可以先撤下不用的。", "A case has {limit} files at the most; take away one that is not needed.";
    FILE_KIND = "file_kind", 422, "只能附 PDF、JPEG、PNG、Word 或 Excel 文件；是不是按文件内容判断，不按名称。", "PDF, JPEG, PNG, Word or Excel only, as its bytes say, not its name.";
    FILE_MACROS = "file_macros", 422, "这份 Word 或 Excel 文件带有宏程序，请另存为不带宏的文件再附。", "This Word or Excel file brings a program (macros) along: save it without.";
    FILE_BROKEN = "file_broken", 422, "这张图片不完整或已损坏，请重新导出再附。", "This picture breaks off or is damaged: save it anew.";
    UNKNOWN_CASE = "unknown_case", 422, "本村没有这样一件事项，或它的状态不合适。", "There is no such case in this village, or it is not in a fitting state.";
    BAD_AIM = "bad_aim", 422, "抽样目标有误：{why}", "The draw's aim is wrong: {why}";
    EMPTY_FRAME = "empty_frame", 409, "抽样框太小（{units} 户），至少要有 {least} 户。", "The frame has {units} households; at least {least} are needed.";
    DRAW_STATE = "draw_state", 409, "这次抽样现在是“{state}”状态，不能这样做。", "The draw is {state}: this cannot be done now.";
    SAME_HAND = "same_hand", 403, "第二个密数要由另一个人给出，不能是发起抽样的人。", "The second secret comes from somebody else than who made the draw.";
    FRAME_CHANGED = "frame_changed", 409, "抽样框在锁定之后被改动（层 {stratum}），不予抽取。", "The frame was changed after it was committed to (stratum {stratum}): nothing is drawn.";
    NOT_HELD = "not_held", 409, "这一户现在不在您手上，请重新取下一户。", "This household is not in your hands now: take the next one.";
    ASKED_ALREADY = "asked_already", 409, "这一条已经问过，请等候答复。", "That was asked already; the answer is owed.";
    ANSWERED = "answered", 409, "已经答复过，不能更改。", "It was answered already and stays as it is.";
    NO_CITY = "no_city", 409, "还没有导入行政区划。", "The divisions have not been imported yet.";
}
