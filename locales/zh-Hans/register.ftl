## 创建账号

register-offer = 创建账号
register-title = 创建您的账号
register-label = 邮箱
register-hint = 我们会向该邮箱发送验证码，以确认它属于您。
register-sign-in = 我已有账号

## 新账号需要填写的内容

details-title = 关于您
details-terms-title = 我们的条款
details-terms-read = 阅读条款
details-terms = 我接受条款
number-title = 您的电话号码
number-other = 其他号码
number-hint = 我们会通过短信向该号码发送验证码。
number-send = 发送验证码

error-email-empty = 请输入您的邮箱
error-claim-empty = 请填写此项
error-terms = 请接受条款以继续
error-invitation = 此邀请已失效。请索取新的邀请
error-invitation-address = 此邀请属于其他邮箱。请输入收到邀请的邮箱
error-registration-title = 您无法在此创建账号
error-registration-message = 请向本服务的管理员索取邀请。如果您曾有邀请，它已被使用或已过期。

## 邮件

mail-register-subject = { $code } 是您创建账号的验证码
mail-register-intro = 请使用此验证码在 { $client } 创建您的账号：
mail-register-not-you = 不是您本人操作？那么请忽略此邮件：没有验证码就不会创建账号。
mail-registered-subject = 您已有账号
mail-registered-body = 有人（很可能是您）想用此邮箱在 { $client } 创建账号。该账号已存在，因此没有任何更改。
mail-registered-sign-in = 登录，如果忘记密码，请设置新密码
mail-registered-asked = 尝试来自：
mail-registered-not-you = 不是您本人操作？那么请忽略此邮件。没有人登录，尝试者也不会得知您有账号。
mail-invitation-subject = 邀请您加入 { $host }
mail-invitation-body = 您可以用收到此邮件的地址在 { $host } 创建账号。
mail-invitation-open = 创建账号
mail-invitation-until = 链接只能使用一次，有效期至 { $date }。之后我们会向此地址发送验证码，以确认它属于您。
mail-invitation-not-you = 没有预料到这封邮件？请忽略它：没有您的操作，不会创建任何账号。
