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

## 新密码

password-new-title = 设置新密码
password-new-label = 新密码
password-new-hint = { $least ->
       *[other] 至少 { $least } 个字符。
    }几个互不相关的词容易记住，也难以猜到。可以使用空格和任何文字。
password-end-others = 退出其他所有设备
password-change = 更改
password-change-named = 更改密码
error-password-new = 请输入新密码
error-password-short = 密码过短。请再加一两个词
error-password-long = 密码过长。请去掉一些内容
error-password-obvious = 该密码与别人知道的名称相差无几。请选择与您和本服务无关的内容
error-password-common = 这是最常用的密码之一。请选择其他密码
error-password-keyboard = 相邻的按键很快就会被猜到。请加上一两个词
error-password-repeat = 重复并不会更安全。请再加一两个词
error-password-sequence = 类似 abc 或 6543 的序列很快就会被猜到。请加上一两个词
error-password-date = 日期和年份很快就会被猜到。请加上一两个词
error-password-name = 名字很快就会被猜到。请加上一两个与之无关的词
error-password-word = 单独一个词，即使稍作改动，也很快会被猜到。请再加一两个词
error-password-guessable = 该密码很快就会被猜到。请再加一两个词
error-password-stolen = 该密码在被盗密码的列表中，别人会首先尝试。请选择其他密码
error-password-unchecked = 暂时无法检查该密码。请稍后重试
error-password-former = 您以前用过该密码。请选择新的密码
