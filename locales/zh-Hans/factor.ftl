## 证明身份的方式。各要素的文字在 factor 文件夹中。

factor-unknown = 其他方式
factor-unknown-hint = 为您的账号设置的一种方式。

## 可以再次获取的消息

code-lives = { $minutes ->
       *[other] 有效期为 { $minutes } 分钟。
    }
code-held = 由于请求次数过多，未发送验证码。{ $time } 后您可以再次获取。
resend = 发送新验证码
resend-at = { $time } 后您可以获取新的验证码。
resend-in = { $seconds ->
       *[other] { $seconds } 秒后您可以获取新的验证码。
    }
resend-now = 您现在可以获取新的验证码。

## 代替第二要素的设备

trust = { $days ->
       *[other] { $days } 天内不再在此设备上询问
    }

## 人们起的名称

device-name = 应用或手机的名称
device-name-hint = 便于您日后识别。

## 各类验证码：要素拒绝的内容

error-code-empty = 请输入验证码
error-code-format = 请输入 6 位数字的验证码
error-code-wrong = 验证码不正确。请检查，或获取新的验证码
error-code-expired = 验证码已过期。请获取新的验证码
error-code-spent = 由于尝试次数过多，该验证码已失效。请获取新的验证码
error-credential-unknown = 无法识别该密钥。请选择其他密钥，或换一种方式登录
error-credential-unusable = 目前无法使用该密钥。请换一种方式登录
error-credential-taken = 该密钥已属于某个账号。请使用其他密钥
