## 短信验证码

factor-sms_code = 短信验证码
factor-sms_code-hint = 我们会向您的手机发送验证码。

sms-code-title = 请查看您的手机
sms-code-sent = 我们已向 { $number } 发送了 6 位验证码。
sms-code-sent-unnamed = 我们已向您账号的手机发送了 6 位验证码。
sms-code-missing = 没有收到？短信可能需要一分钟。之后请获取新的验证码。

sms-code-number-title = 通过短信获取验证码
sms-code-number-explain = 请告诉我们您的手机号码。我们会向它发送验证码，以确认您能收到。
sms-code-number = 手机号码
sms-code-number-hint = 请加上国家/地区代码，例如 +86 131 2345 6789。
sms-code-number-submit = 发送验证码
sms-code-change = 使用其他号码
sms-code-finish = 完成
sms-code-risk-title = 您应该了解
sms-code-risk = 短信是我们提供的方式中最弱的一种：谁接管了您的号码，或说服运营商转移号码，谁就能收到您的验证码。如果您的号码易主，请立即告诉我们。
sms-code-instead = 如果可以，更安全的选择是身份验证器应用或通行密钥。邮件验证码不需要手机。

error-phone-empty = 请输入您的手机号码
error-phone-format = 请输入带国家/地区代码的号码，例如 +86 131 2345 6789
error-phone-kind = 无法向该号码发送验证码。请输入手机号码
error-phone-country = 我们不向该国家/地区发送验证码。请输入其他号码，或选择其他方式

## 短信正文

sms-code = { $code } 是您在 { $client } 的验证码。请勿告诉任何人。
