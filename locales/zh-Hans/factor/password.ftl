## 密码

factor-password = 密码
factor-password-hint = 您账号的密码。

password-title = 输入您的密码
password-label = 密码
show = 显示
show-password = 显示密码
caps-lock = 大写锁定已开启
remember = { $days ->
       *[other] 在此设备上保持登录 { $days } 天
    }
error-password-empty = 请输入您的密码
error-password-wrong = 邮箱或密码不正确
