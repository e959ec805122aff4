## SMSで届くコード

factor-sms_code = SMSで届くコード
factor-sms_code-hint = 電話にコードを送信します。

sms-code-title = 電話を確認してください
sms-code-sent = { $number }に6桁のコードを送信しました。
sms-code-sent-unnamed = アカウントの電話に6桁のコードを送信しました。
sms-code-missing = 届きませんか? SMSは1分ほどかかることがあります。その後、新しいコードを請求してください。

sms-code-number-title = SMSでコードを受け取る
sms-code-number-explain = 携帯電話の番号を入力してください。届くことを確かめるために、コードを送信します。
sms-code-number = 携帯電話番号
sms-code-number-hint = 国番号を付けてください。例: +81 90 1234 5678
sms-code-number-submit = コードを送信
sms-code-change = 別の番号を使う
sms-code-finish = 完了
sms-code-risk-title = 知っておいていただきたいこと
sms-code-risk = SMSは、ここで選べる方法の中で最も弱いものです。番号を乗っ取った人や、電話会社に番号を移させた人には、コードも届いてしまいます。番号の持ち主が変わるときは、すぐにお知らせください。
sms-code-instead = 可能であれば、認証アプリやパスキーのほうが安全です。メールで届くコードは電話がなくても使えます。

error-phone-empty = 携帯電話の番号を入力してください
error-phone-format = +81 90 1234 5678のように、国番号を付けて番号を入力してください
error-phone-kind = この番号にはコードを送信できません。携帯電話の番号を入力してください
error-phone-country = その国にはコードを送信していません。別の番号を入力するか、ほかの方法を選んでください

## メッセージ本文

sms-code = { $code }は{ $client }のコードです。誰にも教えないでください。
