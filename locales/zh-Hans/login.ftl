## 登录的步骤

client-line = 继续前往 { $client }
client-account = 以管理您的账号
step = 第 { $n } 步，共 { $of } 步
not-you = 不是您？
another-way = 尝试其他方式
username-label = 邮箱或用户名

other-title = 选择其他方式
other-current = 您刚才使用的方式。

## 并非必需的建议

offer-title = 添加其他登录方式？
offer-explain = 让下次登录更快、更安全。
offer-take = 添加
offer-later = 暂不添加
offer-never = 不再询问
offer-hint = { $days ->
       *[other] 选择“暂不添加”，我们会在 { $days } 天后再次询问。您也可以随时在账号页面添加。
    }

## 授权

consent-title = 允许访问？
consent-asks = { $client } 想使用您的账号。
consent-list = 它将能够
consent-allow = 允许
consent-redirect = 您将前往 { $host }。
consent-policy = 隐私声明
consent-terms = 条款
scope-optional = 可选
scope-granted = 之前已允许
scope-openid = 知道您是谁
scope-profile = 查看您的姓名和其他个人资料
scope-email = 查看您的邮箱
scope-address = 查看您的邮寄地址
scope-phone = 查看您的电话号码
scope-groups = 查看您所属的群组
scope-offline_access = 在您离开时保留此访问权限
scope-other = 使用“{ $name }”

## 退出登录

logout-title = 退出登录？
logout-asks = { $client } 请求将您退出登录。
logout-who = 您当前以 { $name } 的身份登录。退出后，此会话在所有应用中都会结束。
logout-stay = 保持登录
logout-done = 您已退出登录
logout-done-hint = 您现在可以关闭此窗口。
logout-done-one = 已退出此账号
logout-others = 以下账号在此浏览器中仍处于登录状态。使用此浏览器的任何人都可以打开它们。
logout-frames = 正在通知您使用过的应用，请稍候。
logout-frame = 退出登录一个应用
logout-return = 返回 { $client }
logout-return-plain = 返回应用
logout-again = 重新登录

## 步骤中的好消息

notice-done = 已完成。
notice-code-sent = 新验证码已发出。之前的验证码已失效。

## 自动提交的表单

form-post-title = 请稍候
form-post-hint = 正在为您跳转。如果没有反应，请从这里继续。

accounts-here = 在此登录的账号
accounts-another = 其他账号
consent-revocable = 您可以随时在账号的“应用”中收回。
consent-stranger = 此处无人登记或核实过该应用。其信息由它自己在 { $host } 上提供。
