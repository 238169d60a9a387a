import { dictionary } from './lang'
import { count, num } from './format'

export const access = dictionary(
  {
    signIn: '登录', login: '账号', password: '密码', showPassword: '显示密码', welcome: '干部到村，心到群众。', enter: '登录',
    setup: '首次设置', setupText: '本系统尚未启用。请设立第一个系统管理员；设置码在服务器启动时显示。', code: '设置码', name: '姓名',
    newPassword: '新密码', oldPassword: '当前密码', again: '再输一遍', mismatch: '两次输入不一致', passwordHint: '至少 10 个字，不得含账号名；一句话最好记。',
    setupGo: '设立并登录', forgot: '忘记密码，请找本单位的系统管理员重置。',
    mine: '我的账号', changePassword: '修改密码', changed: '密码已修改', sessions: '已登录的设备', thisOne: '本机', signOutThat: '让它退出',
    madeAt: '登录于', seenAt: '最近使用', language: '语言', myGrants: '我的权限', noGrants: '没有授予任何角色', signOut: '退出登录',
    accounts: '账号', newAccount: '新建账号', state: '状态', active: '正常', disabled: '停用', lastSeen: '最近使用', never: '从未',
    grants: '角色与管辖范围', role: '角色', place: '管辖范围', unit: '单位', addGrant: '增加一项', official: '对应干部', create: '建立账号',
    created: '账号已建立', firstPassword: '初始密码', firstPasswordHint: '首次登录后须修改。', saved: '已保存', disable: '停用账号', enable: '恢复使用',
    resetPassword: '重置密码', resetDone: '密码已重置，原有登录全部失效', signOutAll: '让全部设备退出', signOutAllDone: '已全部退出', generate: '生成一个',
    searchAccounts: '账号或姓名', roleHint: { administrator: '管理账号与系统，不看人员信息', programme_office: '编制、发布、核验、导入', township: '查看本乡镇的联系情况', department: '查看本单位的干部', official: '查看自己的联系村', auditor: '查看全部写操作' } as Record<string, string>,
    audit: '审计', auditLead: '每一次写操作都在这里，只增不改。', at: '时间', actor: '操作人', verb: '操作', subject: '对象', detail: '内容', system: '系统', verbFilter: '操作名',
    placeFilter: '区划代码', accountsCount: (n: number) => `${num(n)} 个账号`, confirmDisable: '停用后，此账号立即退出且不能登录。', needGrant: '请为每一项选择管辖范围',
  },
  {
    signIn: 'Sign in', login: 'Account', password: 'Password', showPassword: 'Show password', welcome: 'To the village, and to the heart.', enter: 'Sign in',
    setup: 'First set-up', setupText: 'This installation is not in use yet. Make the first administrator; the server printed the set-up code when it started.', code: 'Set-up code', name: 'Name',
    newPassword: 'New password', oldPassword: 'Present password', again: 'Once more', mismatch: 'The two differ', passwordHint: 'At least 10 characters, without the account’s name; a sentence is easy to remember.',
    setupGo: 'Make and sign in', forgot: 'Forgotten the password? Your administrator can reset it.',
    mine: 'My account', changePassword: 'Change password', changed: 'The password is changed', sessions: 'Signed in on', thisOne: 'this device', signOutThat: 'Sign it out',
    madeAt: 'Signed in', seenAt: 'Last used', language: 'Language', myGrants: 'What I may do', noGrants: 'No role is given', signOut: 'Sign out',
    accounts: 'Accounts', newAccount: 'New account', state: 'State', active: 'Active', disabled: 'Disabled', lastSeen: 'Last used', never: 'never',
    grants: 'Roles and jurisdictions', role: 'Role', place: 'Jurisdiction', unit: 'Unit', addGrant: 'Add one', official: 'Official', create: 'Make the account',
    created: 'The account is made', firstPassword: 'First password', firstPasswordHint: 'Must be changed at the first sign-in.', saved: 'Saved', disable: 'Disable the account', enable: 'Enable again',
    resetPassword: 'Reset password', resetDone: 'The password is reset; it is signed out everywhere', signOutAll: 'Sign out everywhere', signOutAllDone: 'Signed out everywhere', generate: 'Make one',
    searchAccounts: 'Account or name', roleHint: { administrator: 'accounts and settings, nothing about people', programme_office: 'plans, publishes, proves, imports', township: 'sees the links of the township', department: 'sees the unit’s officials', official: 'sees their own villages', auditor: 'reads every write' },
    audit: 'Audit', auditLead: 'Every write leaves a line here. Lines are never changed.', at: 'When', actor: 'Who', verb: 'What', subject: 'On', detail: 'Detail', system: 'system', verbFilter: 'Name of the act',
    placeFilter: 'Place code', accountsCount: (n: number) => count(n, 'account'), confirmDisable: 'It is signed out at once and cannot sign in.', needGrant: 'Choose a jurisdiction for each',
  },
)
