## パスワード

factor-password = パスワード
factor-password-hint = アカウントのパスワードです。

password-title = パスワードを入力
password-label = パスワード
show = 表示
show-password = パスワードを表示
caps-lock = Caps Lockがオンになっています
remember = { $days ->
       *[other] このデバイスで{ $days }日間サインインしたままにする
    }
error-password-empty = パスワードを入力してください
error-password-wrong = メールアドレスまたはパスワードが正しくありません
