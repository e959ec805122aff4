## The console

admin-nav = 管理页面
role-owner = 所有者
role-administrator = 管理员
role-support = 支持
role-auditor = 审计员
role-none = 无角色
notice-saved = 已保存。
notice-saved-unproved = 已保存。新邮箱视为未验证：之前的勾选针对的是原来的邮箱。如果您确定新邮箱属于此人，请重新勾选并保存。
error-role-title = 您无权访问此页面
error-role-message = 您的账号不能执行此操作。此服务的所有者可以更改。
error-admin-invalid = 无法按现状保存
error-admin-exists = 已有同名或同地址的条目
error-admin-raced = 其间有人已更改。请重新查看
error-admin-last-owner = 这是最后一位可以登录的所有者。请先指定另一位
error-admin-address = 请输入类似 name@example.com 的地址

## The overview

admin-waiting = 等待发送的消息
admin-days = 最近 14 天
admin-days-plot = { $good } 次登录和 { $bad } 次失败，按天显示
admin-sign-ins = 登录
admin-failures = 失败的尝试
admin-factors = 用户拥有的登录方式

## The API for people

api-title = 管理 API
api-explain = 程序需出示针对此地址、带有以下范围的访问令牌：
api-document = OpenAPI 文档
api-parameters = 参数：
api-scope = 范围：
api-roles = 角色：

## The first owner

setup-title = 成为此服务的所有者
setup-explain = 所有者在此可执行一切操作，并决定还有谁可以管理。此链接只能使用一次。接下来请登录：验证码会发送到您的地址，您还需添加通行密钥或身份验证器应用。
setup-name = 您的姓名
setup-email = 您的邮箱
setup-confirm = 继续

## Lists

admin-search = 搜索
admin-search-clients = 标识符的开头或名称的一部分
admin-search-accounts = 地址或用户名的开头，或完整姓名
admin-none-found = 未找到任何内容。
admin-next-page = 下一页
admin-disabled = 已停用
admin-unused = 90 天未使用
admin-last-used = 最近使用：{ $date }
admin-acts = 可执行的操作
admin-enable = 启用
admin-disable = 停用
admin-type-this = 要确认，请输入：
error-admin-typed = 请完全按照所示输入
admin-audit = 审计日志
admin-api = API 接口

## Clients

admin-client = 客户端
admin-client-new = 注册客户端
admin-clients-none = 尚未注册任何应用。
admin-client-which = 这是哪种应用？
client-kind-web = 带服务器的网站
client-kind-web-hint = 在您的服务器上运行，并在那里保存密钥。
client-kind-single-page = 单页应用
client-kind-single-page-hint = 在浏览器中运行，无法保守秘密。
client-kind-native = 手机或电脑上的应用
client-kind-native-hint = 通过自己的 URL 协议或设备本机的地址接收结果。
client-kind-machine = 服务或脚本
client-kind-machine-hint = 为自身获取令牌；无人登录。
client-kind-device = 没有浏览器的设备
client-kind-device-hint = 显示一个代码，由用户在手机或电脑上输入。
client-kind-mcp = MCP 客户端
client-kind-mcp-hint = 在用户设备上使用 Model Context Protocol。
admin-client-name = 用户看到的名称
admin-client-redirects = 重定向 URI，每行一个
admin-client-register = 注册
admin-client-other = 选择其他类型
admin-secret-once = 请立即复制密钥。它不会再次显示。
admin-problems = 被拒绝的请求
admin-problems-hint = 通常是此处或应用中的设置有误。
admin-problem-times = { $count } 次，最近：{ $date }
admin-problems-clear = 清空列表
admin-snippets = 如何使用
admin-client-fields = 设置
client-group-identity = 用户看到的内容
client-group-addresses = 地址
client-group-protocol = 协议
client-group-tokens = 令牌
client-group-compatibility = 针对特定客户端的开关
admin-secret-new = 新密钥
admin-secret-end = 停用旧密钥
admin-secret-hint = 之前的密钥还可使用 24 小时。
admin-client-delete = 删除此客户端
admin-client-delete-hint = 授予它的一切都会终止。此操作无法撤销。

## Accounts

admin-account = 账号
admin-account-new = 创建账号
admin-account-new-hint = 用户在登录时申请新密码来设置密码。验证码会发送到此地址。
admin-account-says = 关于此人
admin-account-sessions = 此人已登录的位置
admin-account-no-sessions = 未在任何地方登录。
admin-account-no-factors = 尚未设置任何登录方式。
admin-factor-remove-all = 删除所有“{ $factor }”
admin-account-name = 全名
admin-account-username = 用户名
admin-account-email = 邮箱
admin-account-phone = 电话号码
admin-account-verified = 我确定该邮箱属于此人：视为已验证
admin-account-groups = 群组，每行一个
admin-account-attributes = 属性
admin-account-attributes-kept = 这些内容由导入设置，无法在此更改。
admin-account-frozen = 登录方式已冻结：此人表示它们曾被他人更改。
admin-account-reset-at = 重置开放时间：{ $date }
admin-account-leaves-at = 此人希望删除账号：{ $date }
admin-end-sessions = 结束所有会话
admin-reset = 开始重置
admin-reset-hint = 重置适用于丢失所有第二因素的人。其所有地址都会收到通知，并附有可停止重置的链接。
admin-unfreeze = 解冻登录方式
admin-role = 角色
admin-role-choose = 管理身份
admin-account-delete = 删除此账号
admin-account-delete-hint = 属于它的一切都会被删除。此操作无法撤销。

## Keys and the audit log

admin-keys-all = 所有密钥
admin-key-asked = 待更换
admin-key-encrypts = 用于加密
admin-key-until = 保留至 { $date }
admin-key-rotate = 更换密钥
admin-key-rotate-hint = 待所有应用都有时间获取新密钥后，新密钥才会启用。之前签名的令牌仍然有效。
admin-audit-kind = 发生了什么
admin-audit-account = 账号标识符
admin-audit-client = 客户端标识符
admin-audit-export = 导出（NDJSON）

## The policy

admin-policy = 策略
admin-policy-try = 会要求哪些验证？
admin-policy-try-hint = 模拟此账号现在在从未用过的浏览器中登录，按与真实登录相同的规则判定。不会更改任何内容。
admin-policy-account = 用户名或邮箱
admin-policy-play = 试一试
admin-policy-played = 依次要求的验证
admin-policy-enrols = 先设置
admin-policy-or = 或：
admin-policy-succeeds = 登录成功并达到：
admin-policy-fails = 登录不成功：此账号无法提供足够的证明。
admin-policy-why = 原因
admin-policy-need-request = 请求要求：
admin-policy-need-client = 客户端至少需要：
admin-policy-need-account = 账号本身需要：
admin-policy-levels = 级别，从弱到强
admin-policy-usual = 默认
admin-policy-administers = 用于管理
error-admin-no-account = 没有这样的账号
error-admin-no-client = 没有这样的客户端
error-admin-account-off = 此账号已停用

## Emergencies

admin-key-revoke = 吊销密钥
admin-key-revoke-hint = 仅当他人可能知道其私钥时使用。它签名的所有令牌会立即被拒绝：用户需要重新登录，应用需要请求新令牌。另一把密钥会立即签名，而保存密钥集副本的应用在重新读取之前会拒绝其令牌。
admin-key-revoke-which = 要确认，请输入密钥的标识符
