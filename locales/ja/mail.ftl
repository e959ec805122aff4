## メール

mail-code-subject = { $code }は{ $client }にサインインするためのコードです
mail-code-intro = 次のコードで{ $client }にサインインしてください:
mail-code-lives = { $minutes ->
       *[other] コードは1回だけ、{ $minutes }分間有効です。
    }誰にも、私たちにも教えないでください。
mail-code-not-you = お心当たりがない場合は、このメールを無視してください。コードがなければ誰もサインインできません。このようなメールが続く場合は、パスワードを変更してください。
mail-asked = コードの請求元:
mail-happened = 発生元:
mail-by-operator = このサービスの運営者による操作です:
mail-time = 日時: { $date }
mail-browser = ブラウザー: { $name }
mail-address = ネットワークアドレス: { $address }
mail-footer = サインイン先の{ $host }から送信されました。

mail-factor-added-subject = アカウントに新しいサインイン方法が追加されました
mail-factor-added-body = 「{ $factor }」でアカウントにサインインできるようになりました。
mail-factor-replaced-subject = アカウントのサインイン方法が置き換えられました
mail-factor-replaced-body = 「{ $factor }」が新しく設定されました。以前の設定は使えなくなりました。
mail-factor-used-subject = 「{ $factor }」でアカウントにサインインがありました
mail-factor-used-body = 「{ $factor }」を使ってアカウントにサインインがありました。
mail-factor-removed-subject = アカウントからサインイン方法が削除されました
mail-factor-removed-body = 「{ $factor }」ではアカウントにサインインできなくなりました。
mail-factor-disabled-subject = 試行回数が多すぎたため、サインイン方法が無効になりました
mail-factor-disabled-body = 最初の確認を通過した誰かが、「{ $factor }」で何度も誤った入力をしました。ご本人またはこのサービスの管理者が再設定するまで無効です。
mail-password-changed-subject = パスワードが変更されました
mail-password-changed-body = アカウントのパスワードが変更されました。
mail-change-subject = アカウントに変更がありました
mail-change-body = アカウントのセキュリティ設定が変更されました。
mail-notice-not-you = お心当たりがない場合は、次のリンクから止めてください。すべてのデバイスがサインアウトされ、本人確認が済むまでサインイン方法は一切変更できなくなります。リンクは1週間有効です。
mail-not-me = 自分ではありません

mail-consent-withdrawn-subject = 同意が撤回され、サインイン方法が消去されました
mail-consent-withdrawn-body = アカウントのページで「{ $factor }」への同意が撤回されました。そのために保存されていた情報は消去されました。

mail-app-removed-subject = アプリがアカウントにアクセスできなくなりました
mail-app-removed-body = 「{ $name }」はアカウントにアクセスできなくなりました。
mail-email-changed-subject = アカウントのメールアドレスが変更されました
mail-email-changed-body = 今後のお知らせは新しいアドレスに送信されます。
mail-phone-changed-subject = アカウントの電話番号が変更されました
mail-phone-changed-body = アカウントの電話番号が別の番号になりました。
mail-phone-removed-subject = アカウントの電話番号が削除されました
mail-phone-removed-body = アカウントに電話番号がなくなりました。その番号にコードは送信されません。
mail-confirm-subject = { $code }は{ $client }の新しいアドレスを確認するコードです
mail-confirm-intro = このアドレスを{ $client }のアカウントに設定するには、次のコードを使ってください:
mail-confirm-not-you = お心当たりがない場合は、このメールを無視してください。コードがなければ何も起こりません。
mail-account-leaving-subject = アカウントは削除されます
mail-account-leaving-body = アカウントの削除を受け付けました。消去まであと{ $name }日です。残したい場合は、それまでにサインインしてください。
mail-account-kept-subject = アカウントは残ります
mail-account-kept-body = サインインしてアカウントを残しました。削除されません。
