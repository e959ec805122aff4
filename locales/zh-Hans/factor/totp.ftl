## 身份验证器应用

factor-totp = 身份验证器应用
factor-totp-hint = 您手机应用中的验证码。

totp-title = 输入应用中的验证码
totp-explain = 打开您的身份验证器应用，输入它为此账号显示的验证码。
totp-enrol-title = 设置身份验证器应用
totp-enrol-explain = 从现在起，您手机应用中的验证码将帮助证明是您本人。
totp-scan = 扫描此图片
totp-scan-hint = 使用身份验证器应用或手机的相机。
totp-qr-alt = 用于身份验证器应用的二维码。相同的密钥以文字形式显示在下方。
totp-by-hand = 无法扫描？
totp-by-hand-hint = 请在应用中输入此密钥，类型为基于时间的密钥。
totp-open-app = 在此设备的应用中打开
totp-confirm = 输入应用显示的验证码
totp-enrol-submit = 完成
error-totp-wrong = 验证码不正确。验证码每 30 秒变化一次：请等待下一个，并检查手机的时间

device-name-default = 身份验证器应用
