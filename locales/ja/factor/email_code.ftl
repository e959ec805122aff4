## メールで届くコード

factor-email_code = メールで届くコード
factor-email_code-hint = メールアドレスにコードを送信します。

email-code-title = メールを確認してください
email-code-sent = { $address }に6桁のコードを送信しました。
email-code-sent-unnamed = アカウントのメールアドレスに6桁のコードを送信しました。
email-code-missing = 届きませんか? 迷惑メールフォルダーを確認するか、新しいコードを請求してください。
