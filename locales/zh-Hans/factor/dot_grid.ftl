## 点阵验证码

factor-dot_grid = 连接点阵
factor-dot_grid-hint = 我们会向您的邮箱（或您已验证的手机）发送六个数字，请连接对应的点。

dot-grid-title = 连接各点
dot-grid-sent = 我们已向 { $address } 发送了六个数字。
dot-grid-sent-unnamed = 我们已向您账号的邮箱发送了六个数字。
dot-grid-missing = 没有收到？请查看垃圾邮件文件夹，或获取新的数字。
dot-grid-how = 按照消息中的顺序从一点画线到另一点，或依次点按。
dot-grid-label = 点阵。用方向键移动，用 Enter 键选择，用退格键撤销。
dot-grid-dot = 点 { $n }
dot-grid-count = 已连接 { $n } 个点，共 { $of } 个
dot-grid-undo = 撤销一个
dot-grid-clear = 重新开始
dot-grid-numbers = 或输入六个数字
dot-grid-numbers-hint = 数字之间用空格、点或短横线分隔。

error-dot-grid-empty = 请连接消息中的六个点，或输入它们的数字
error-dot-grid-format = 请按消息中的顺序给出 1 到 16 之间的六个不同数字

mail-grid-intro = 要登录 { $client }，请按以下顺序连接这些点：
mail-grid-picture = 它们的位置如下。图中的数字表示连接的先后顺序：

dot-grid-missing-sms = 没有收到？短信可能需要一分钟。之后请获取新的数字。
dot-grid-by-sms = 改用短信发送
dot-grid-by-mail = 改用邮件发送

## 短信正文

sms-grid = { $code } 是您在 { $client } 要连接的点。请勿告诉任何人。
