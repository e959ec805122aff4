## 本人であることを示す方法。要素ごとのものはfactorフォルダーにあります。

factor-unknown = ほかの方法
factor-unknown-hint = アカウントに設定されている方法です。

## もう一度請求できるメッセージ

code-lives = { $minutes ->
       *[other] コードの有効期間は{ $minutes }分です。
    }
code-held = 請求が多すぎるため、コードは送信されませんでした。{ $time }以降に請求できます。
resend = 新しいコードを送信
resend-at = 新しいコードは{ $time }以降に請求できます。
resend-in = { $seconds ->
       *[other] 新しいコードは{ $seconds }秒後に請求できます。
    }
resend-now = 新しいコードを請求できます。

## 2つ目の要素の代わりになるデバイス

trust = { $days ->
       *[other] このデバイスでは{ $days }日間、再確認しない
    }

## 利用者が付ける名前

device-name = アプリまたは電話の名前
device-name-hint = 後で見分けるための名前です。

## コード全般: 要素が拒否するもの

error-code-empty = コードを入力してください
error-code-format = コードの6桁の数字を入力してください
error-code-wrong = コードが正しくありません。確認するか、新しいコードを請求してください
error-code-expired = コードの有効期限が切れています。新しいコードを請求してください
error-code-spent = 試行回数が多すぎたため、このコードは使えなくなりました。新しいコードを請求してください
error-credential-unknown = このキーは登録されていません。別のキーを選ぶか、ほかの方法でサインインしてください
error-credential-unusable = このキーは現在使えません。ほかの方法でサインインしてください
error-credential-taken = このキーはすでに別のアカウントで使われています。別のキーを使ってください
