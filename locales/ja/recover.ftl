## パスワードを忘れたとき

password-forgot = パスワードを忘れた場合
recover-link-title = 新しいパスワードの設定に進む
recover-link = メールのリンクを開きました。続けると新しいパスワードを設定できます。まだ何も変わっていません。
recover-elsewhere-title = 請求したブラウザーに戻ってください
recover-elsewhere = 安全のため、リンクは請求したブラウザーでのみ使えます。代わりに、そのブラウザーで次のコードを入力できます:
recover-elsewhere-hint = 請求していない場合は、このページを閉じてください。開いただけでは何も変わりません。
recovered-title = パスワードを変更しました
recovered-body = すべての場所からサインアウトし、お知らせのメールを送信しました。新しいパスワードでサインインしてください。

error-recover-title = このアカウントはここでは復旧できません
error-recover-message = コード以外に必要なものが失われているか、サインイン方法が凍結されています。このサービスの管理者にお問い合わせください。管理者がリセットを始められます。

## 管理者が始めたリセット

reset-stop-title = アカウントのリセットを止めますか?
reset-stop-body = メール以外のすべてのサインイン方法が失われたとして、アカウントのリセットがこのサービスの管理者に依頼されました。覚えがない場合は止めてください。
reset-stop = 止める
reset-stop-hint = ご自身で依頼した場合は、このページを閉じてください。開いただけでは何も変わりません。
reset-stopped-title = リセットを止めました
reset-stopped-body = アカウントには何も変更がありません。リセットを依頼していない場合は、このサービスの管理者にお知らせください。

## メール

mail-recover-subject = { $code }は新しいパスワードを設定するためのコードです
mail-recover-intro = 請求したブラウザーで次のコードを使い、新しいパスワードを設定してください:
mail-recover-link = または、同じブラウザーで次のリンクを開いてください:
mail-recover-open = または、同じブラウザーでこのリンクから続ける
mail-recover-asked = コードの請求元:
mail-recover-not-you = お心当たりがない場合は、このメールを無視してください。コードがなければ何も変わらず、パスワードはそのまま使えます。
mail-recovered-subject = アカウントに新しいパスワードが設定されました
mail-recovered-body = あなたのメールを読める人が、アカウントに新しいパスワードを設定しました。すべてのデバイスがサインアウトされました。
mail-reset-subject = アカウントがまもなくリセットされます
mail-reset-body = メール以外のすべてのサインイン方法が失われたと、このサービスの管理者に連絡がありました。リセットが始まると、「パスワードを忘れた場合」ではメールのコードだけが求められ、設定されていたほかのものはすべて削除されます。
mail-reset-opens = 開始: { $date }
mail-reset-closes = 終了: { $date }
mail-reset-not-you = お心当たりがない場合は、今すぐ止めてください。
mail-reset-stop = リセットを止める
sms-reset = { $host }: アカウントがまもなくリセットされます。お心当たりがない場合は、メールを読んで止めてください。
