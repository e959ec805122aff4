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

## 新しいパスワード

password-new-title = 新しいパスワードを設定
password-new-label = 新しいパスワード
password-new-hint = { $least ->
       *[other] { $least }文字以上。
    }関連のない言葉をいくつか並べると、覚えやすく推測されにくくなります。空白やどの文字でも使えます。
password-end-others = ほかのすべてからサインアウト
password-change = 変更
password-change-named = パスワードを変更
error-password-new = 新しいパスワードを入力してください
error-password-short = パスワードが短すぎます。言葉を1つか2つ加えてください
error-password-long = パスワードが長すぎます。短くしてください
error-password-obvious = ほかの人も知っている名前とほとんど同じです。あなたやこのサービスに関係のないものにしてください
error-password-common = よく使われているパスワードです。別のものにしてください
error-password-keyboard = 隣り合ったキーはすぐに推測されます。言葉を1つか2つ加えてください
error-password-repeat = 繰り返してもあまり安全になりません。言葉をあと1つか2つ加えてください
error-password-sequence = abcや6543のような並びはすぐに推測されます。言葉を1つか2つ加えてください
error-password-date = 日付や年はすぐに推測されます。言葉を1つか2つ加えてください
error-password-name = 名前はすぐに推測されます。関係のない言葉を1つか2つ加えてください
error-password-word = 1つの言葉だけでは、少し変えてもすぐに推測されます。言葉をあと1つか2つ加えてください
error-password-guessable = すぐに推測されるパスワードです。言葉をあと1つか2つ加えてください
error-password-stolen = 真っ先に試される、流出したパスワードの一覧に載っています。別のものにしてください
error-password-unchecked = パスワードを確認できませんでした。しばらくしてからもう一度お試しください
error-password-former = 以前使っていたパスワードです。新しいものにしてください
