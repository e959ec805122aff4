## 邮件验证码

factor-email_code = 邮件验证码
factor-email_code-hint = 我们会向您的邮箱发送验证码。

email-code-title = 请查看您的邮箱
email-code-sent = 我们已向 { $address } 发送了 6 位验证码。
email-code-sent-unnamed = 我们已向您账号的邮箱发送了 6 位验证码。
email-code-missing = 没有收到？请查看垃圾邮件文件夹，或获取新的验证码。
