## 邮件

mail-code-subject = { $code } 是您登录 { $client } 的验证码
mail-code-intro = 使用此验证码登录 { $client }：
mail-code-lives = { $minutes ->
       *[other] 只能使用一次，有效期为 { $minutes } 分钟。
    }请勿告诉任何人，包括我们。
mail-code-not-you = 不是您本人操作？那么请忽略此邮件：没有验证码，任何人都无法登录。如果持续收到此类邮件，请更改您的密码。
mail-asked = 验证码的请求来源：
mail-happened = 发生位置：
mail-by-operator = 由本服务的运营者操作：
mail-time = 时间：{ $date }
mail-browser = 浏览器：{ $name }
mail-address = 网络地址：{ $address }
mail-footer = 由您登录的 { $host } 发送。

mail-factor-added-subject = 您的账号添加了新的登录方式
mail-factor-added-body = 现在可以使用“{ $factor }”登录您的账号。
mail-factor-replaced-subject = 您账号的一种登录方式已更换
mail-factor-replaced-body = “{ $factor }”已重新设置。之前的设置已失效。
mail-factor-used-subject = 有人使用“{ $factor }”登录了您的账号
mail-factor-used-body = 刚刚有人使用“{ $factor }”登录了您的账号。
mail-factor-removed-subject = 您账号的一种登录方式已移除
mail-factor-removed-body = 已无法再使用“{ $factor }”登录您的账号。
mail-factor-disabled-subject = 一种登录方式因尝试次数过多而停用
mail-factor-disabled-body = 有人通过了您的第一步验证，并在“{ $factor }”中多次给出错误答案。在您或本服务的管理员重新设置之前，该方式将保持停用。
mail-password-changed-subject = 您的密码已更改
mail-password-changed-body = 您账号的密码已更改。
mail-change-subject = 您的账号有变动
mail-change-body = 您账号的安全设置已更改。
mail-notice-not-you = 不是您本人操作？请在此阻止：所有设备都会退出登录，在确认是您本人之前，您的登录方式都无法更改。此链接一周内有效。
mail-not-me = 不是我本人操作

mail-consent-withdrawn-subject = 同意已撤回，一种登录方式已删除
mail-consent-withdrawn-body = 在您的账号页面撤回了对“{ $factor }”的同意。为此保存的内容已删除。

mail-app-removed-subject = 一个应用已无法访问您的账号
mail-app-removed-body = “{ $name }”已无法访问您的账号。
mail-email-changed-subject = 您账号的邮箱已更改
mail-email-changed-body = 从现在起，我们会将邮件发送到新邮箱。
mail-phone-changed-subject = 您账号的电话号码已更改
mail-phone-changed-body = 您的账号现在使用另一个电话号码。
mail-phone-removed-subject = 您账号的电话号码已移除
mail-phone-removed-body = 您的账号不再有电话号码，验证码不会再发送到该号码。
mail-confirm-subject = { $code } 用于确认您在 { $client } 的新邮箱
mail-confirm-intro = 使用此验证码将此邮箱设为您在 { $client } 的账号邮箱：
mail-confirm-not-you = 不是您本人操作？那么请忽略此邮件：没有验证码，什么都不会发生。
mail-account-leaving-subject = 您的账号将被删除
mail-account-leaving-body = 您要求我们删除您的账号。距离删除还有 { $name } 天。如果想保留，请在此之前登录。
mail-account-kept-subject = 您的账号将保留
mail-account-kept-body = 您已登录并保留了账号。它不会被删除。
