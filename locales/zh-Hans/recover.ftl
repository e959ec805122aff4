## 忘记密码后重新登录

password-forgot = 忘记密码？
recover-link-title = 继续设置新密码
recover-link = 您打开了我们邮件中的链接。请继续设置新密码；目前尚未发生任何更改。
recover-elsewhere-title = 请返回您提出请求的浏览器
recover-elsewhere = 为了您的安全，该链接只能在您提出请求的浏览器中使用。您可以在那里改为输入此验证码：
recover-elsewhere-hint = 如果您没有提出请求，请关闭此页面。打开此页面不会改变任何内容。
recovered-title = 您的密码已更改
recovered-body = 您已在所有位置退出登录，我们已就此给您发送邮件。现在请使用新密码登录。

error-recover-title = 此账号无法在这里恢复
error-recover-message = 除验证码外所需的内容已丢失，或其登录方式已冻结。请联系本服务的管理员：他们可以发起重置。

## 由管理员发起的重置

reset-stop-title = 要停止重置您的账号吗？
reset-stop-body = 有人请本服务的管理员重置您的账号，声称除邮箱外的所有登录方式都已丢失。如果不是您，请停止。
reset-stop = 停止
reset-stop-hint = 如果是您本人操作，请关闭此页面。打开此页面不会改变任何内容。
reset-stopped-title = 重置已停止
reset-stopped-body = 您的账号没有任何更改。如果您没有请求重置，请告知本服务的管理员。

## 邮件

mail-recover-subject = { $code } 是您设置新密码的验证码
mail-recover-intro = 请在您提出请求的浏览器中使用此验证码设置新密码：
mail-recover-link = 或在同一浏览器中打开此链接：
mail-recover-open = 或在同一浏览器中通过此链接继续
mail-recover-asked = 验证码的请求来源：
mail-recover-not-you = 不是您本人操作？那么请忽略此邮件：没有验证码，什么都不会改变，您的密码仍然有效。
mail-recovered-subject = 您的账号设置了新密码
mail-recovered-body = 能够阅读您邮件的人为您的账号设置了新密码。所有设备均已退出登录。
mail-reset-subject = 您的账号即将被重置
mail-reset-body = 本服务的管理员得知，除邮箱外的所有登录方式都已丢失。重置开放后，“忘记密码？”只会要求邮件验证码，其他已设置的内容都将被移除。
mail-reset-opens = 开放时间：{ $date }。
mail-reset-closes = 结束时间：{ $date }。
mail-reset-not-you = 不是您本人操作？请立即停止。
mail-reset-stop = 停止重置
sms-reset = { $host }：您的账号即将被重置。如非本人操作，请查看邮件并停止重置。
