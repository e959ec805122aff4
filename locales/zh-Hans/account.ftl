## 个人账号页面

account-title = 您的账号
account-factors = 登录方式
account-factors-hint = 设置多种方式可以让您更安全，也能避免无法登录。
account-add = 添加其他方式
factor-disabled = 因失败次数过多而停用
rename = 重命名
rename-named = { $name }的新名称
save = 保存
account-sessions = 您已登录的位置
account-sessions-hint = 请退出您不认识的设备。
added-at = 添加于 { $date }
used-at = 上次使用：{ $date }
never-used = 从未使用
replace = 更换
replace-named = 更换{ $name }
remove-named = 移除{ $name }
session-unknown = 未知设备
session-current = 当前设备
session-since = 自 { $date } 起
session-seen = 上次活动：{ $date }
session-end-named = 在 { $name } 上退出登录
session-end-others = 退出其他所有设备

account-devices = 减少验证的设备
account-devices-hint = 您选择了在这些设备上不再要求第二步验证。使用它们的人只需要您的密码。
device-until = { $address }，有效期至 { $date }
device-forget = 恢复验证
device-forget-named = 在 { $name } 上恢复验证第二步
account-frozen = 由于您告诉我们某项更改不是您本人所为，您的登录方式已被冻结。本服务的管理员确认是您本人后可以解除冻结。

not-me-title = 不是您本人操作？
not-me-body = 如果是其他人更改了您账号的登录方式，请立即阻止。该更改会被停用，所有设备都会退出登录，在本服务的管理员确认是您本人之前，您的登录方式都无法更改。
not-me-confirm = 不是我本人操作，立即阻止
not-me-hint = 如果是您本人操作，请关闭此页面。打开此页面不会改变任何内容。
not-me-done = 您的账号已受到保护，无法更改
not-me-done-body = 该更改已停用，所有设备已退出登录，您的登录方式已冻结。请登录，如果有人可能知道您的密码，请更改密码，并请本服务的管理员解除账号的冻结。

notice-factor-added = 新的登录方式已可使用。我们已就此给您发送邮件。
notice-factor-renamed = 新名称已保存。
notice-factor-removed = 已移除。我们已就此给您发送邮件。
notice-device-forgotten = 该设备将重新要求所有验证。
notice-session-ended = 该设备已退出登录。
notice-sessions-ended = 其他所有设备均已退出登录。

notice-consent-withdrawn = 您的同意已撤回，所保存的面容信息已删除。我们已就此给您发送邮件。

notice-password-changed = 您的密码已更改。我们已就此给您发送邮件。
factor-needed = 移除之前，您至少还需要一种其他方式。
account-offer-end = 如果其他人可能知道您之前的登录方式，请退出其他所有设备。
account-places = 会话和设备
accounts-switch = 切换账号
accounts-title = 此浏览器中的账号
accounts-hint = 使用此浏览器的任何人都可以打开这些账号。请退出不属于您的账号。
accounts-current = 使用中
accounts-use = 使用
accounts-use-named = 使用 { $name } 的账号
accounts-add = 添加其他账号
accounts-end-all = 退出所有账号
account-apps = 应用
apps-list = 可以访问您账号的应用
apps-hint = 每个应用的访问权限来自您或本服务的管理员。收回权限会让该应用退出登录；它可能会再次请求。
apps-none = 没有应用可以访问您的账号。
app-since = 自 { $date } 起
app-used = 上次使用：{ $date }
app-unused = 未使用
app-remove = 收回权限
app-remove-named = 收回权限：{ $name }
notice-app-removed = 该应用已无法访问。我们已就此给您发送邮件。
