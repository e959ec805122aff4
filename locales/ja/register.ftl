## アカウントの作成

register-offer = アカウントを作成
register-title = アカウントの作成
register-label = メールアドレス
register-hint = ご本人のものか確認するため、コードを送信します。
register-sign-in = すでにアカウントを持っています

## 新しいアカウントで尋ねること

details-title = あなたについて
details-terms-title = 利用規約
details-terms-read = 利用規約を読む
details-terms = 利用規約に同意します
number-title = 電話番号
number-other = 別の番号
number-hint = SMSでコードを送信します。
number-send = コードを送信

error-email-empty = メールアドレスを入力してください
error-claim-empty = 入力してください
error-terms = 続けるには利用規約に同意してください
error-invitation = この招待は無効になりました。新しい招待を依頼してください
error-invitation-address = この招待は別のアドレス宛てです。招待が届いたアドレスを入力してください
error-registration-title = ここではアカウントを作成できません
error-registration-message = このサービスの管理者に招待を依頼してください。招待をお持ちだった場合は、使用済みか期限切れです。

## メール

mail-register-subject = { $code }はアカウントを作成するためのコードです
mail-register-intro = { $client }でアカウントを作成するには、次のコードを使ってください:
mail-register-not-you = お心当たりがない場合は、このメールを無視してください。コードがなければアカウントは作成されません。
mail-registered-subject = すでにアカウントをお持ちです
mail-registered-body = このアドレスで{ $client }のアカウントを作成しようとした人がいます。おそらくご本人です。アカウントはすでにあるため、何も変更していません。
mail-registered-sign-in = サインインするか、パスワードをお忘れの場合は新しく設定してください
mail-registered-asked = 次の場所で試みられました:
mail-registered-not-you = お心当たりがない場合は、このメールを無視してください。誰もサインインしておらず、アカウントがあることも相手には知らされていません。
mail-invitation-subject = { $host }への招待
mail-invitation-body = このメールが届いたアドレスで、{ $host }のアカウントを作成できます。
mail-invitation-open = アカウントを作成
mail-invitation-until = リンクは1回だけ、{ $date }まで使えます。その後、このアドレスに送るコードで本人のものであることを確認します。
mail-invitation-not-you = 心当たりがない場合は、このメールを無視してください。操作しない限りアカウントは作成されません。
