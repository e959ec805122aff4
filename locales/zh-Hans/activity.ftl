## 账号中发生的事

account-activity = 活动记录
activity-list = 您账号中发生的事
activity-hint = { $days ->
       *[other] 最近 { $days } 天的记录。
    }如果有非本人所为的内容，请告诉我们：会立即阻止。
activity-none = 没有任何记录。
activity-older = 更早
activity-newest = 最新
event-not-me = 不是我本人操作
event-by-operator = 由本服务的管理员操作

event-session-begun = 已登录
event-session-ended = 已从某台设备退出登录
event-session-others-ended = 已从其他所有设备退出登录
event-device-forgotten = 某台设备将重新要求所有验证
event-grant-made = 已登录 { $app }
event-app-removed = 已收回 { $app } 的访问权限
event-factor-added = 添加了登录方式：{ $factor }
event-factor-replaced = 重新设置了登录方式：{ $factor }
event-factor-removed = 移除了登录方式：{ $factor }
event-factor-reset = 登录方式已重置
event-factor-refused = { $factor } 的验证有误
event-factor-disabled = 错误次数过多：{ $factor } 已停用
event-email-changed = 更改了邮箱
event-phone-changed = 更改了电话号码
event-phone-removed = 移除了电话号码
event-profile-changed = 更改了个人资料
event-account-leaving = 请求删除账号
event-account-kept = 保留了账号
event-account-exported = 获取了所有保存的数据
event-account-created = 账号已创建
event-account-enabled = 账号可以重新登录
event-account-disabled = 账号已停用
event-account-factors-frozen = 更改已被阻止：“不是我本人操作”
event-account-factors-released = 可以重新更改
event-account-registered = 账号已注册
event-account-recovered = 设置了新密码
event-account-reset-started = 已开始重置账号
event-account-reset-stopped = 账号重置已被阻止
event-factor-consent-withdrawn = 撤回同意并移除了：{ $factor }
event-session-all-ended = 已在所有地方退出登录
event-account-changed = 账号信息已更改
event-account-role-changed = 账号角色已更改
event-email-given-up = 邮箱已归于证明其为本人所有的人
event-email-verified = 验证了邮箱
event-account-groups-changed = 账号所属的组已更改
event-registration-told = 填写了新账号所需的信息
event-other = 您的账号有变动
