## うまくいかなかったことと、その対処

error-unknown = うまくいきませんでした。もう一度お試しください
error-username-empty = メールアドレスまたはユーザー名を入力してください
error-too-many-tries = 試行回数が多すぎます。{ $time }以降にもう一度お試しください
error-resend-wait = 新しいコードは{ $time }以降に請求できます
error-last-factor = これを削除する前に、ほかのサインイン方法が少なくとも1つ必要です

## エラーページ

error-page-title = 問題が発生しました
error-page-message = 処理を完了できませんでした。しばらくしてからもう一度お試しください。
error-details = アプリケーションの開発者向けの詳細
error-quote = お問い合わせの際は{ $id }をお伝えください。

error-request-title = このアプリケーションから受け付けられないリクエストが届きました
error-request-message = あなたの操作に問題はありません。下の詳細をアプリケーションの開発者にお伝えください。
error-gone-title = このサインインは期限切れです
error-gone-message = 時間が経過したか、別のウィンドウで完了しています。アプリケーションからやり直してください。
error-browser-title = このサインインは別のブラウザーのものです
error-browser-message = 安全のため、始めた場所でのみ完了できます。このブラウザーで最初からやり直してください。
error-forged-title = このページは長時間開かれたままでした
error-forged-message = 何も変更されていません。前のページに戻って再読み込みし、もう一度お試しください。
error-busy-title = サインインが混み合っています
error-busy-message = 時間内に処理できませんでした。しばらくしてからもう一度お試しください。
error-missing-title = ページが見つかりません
error-missing-message = アドレスを確認するか、トップページからお進みください。
error-forbidden-title = このリンクは使えません
error-forbidden-message = 使用済みか、期限切れです。新しいリンクはコマンドラインで作成できます。
error-link-title = このリンクはもう使えません
error-link-message = 使用済みか、期限切れです。アカウントに覚えのない変更がある場合は、サインインして心当たりのないものを削除し、ほかのすべてからサインアウトしてください。
error-unmet-title = アカウントの準備ができていません
error-unmet-message = まだ設定されていないサインイン方法が必要ですが、ここでは追加できません。このサービスの管理者にお問い合わせください。
error-person-title = 別のアカウントがサインインしています
error-person-message = 始めたときとは別のアカウントでサインインしました。何も変更されていません。
error-account-title = 別のアカウントが使われています
error-account-message = このページには別のアカウントが表示されていました。このブラウザーで現在使われているのは{ $name }のアカウントです。何も変更されていません。
error-logout-title = そこからはサインアウトできません
error-logout-message = アプリケーションの要求を受け付けられませんでした。サインインしたままです。

action-start-again = 最初からやり直す
action-home = トップページへ
action-account = アカウントへ

error-large-title = 送信された内容が大きすぎます
error-large-message = 何も変更されていません。前のページに戻り、内容を減らして送信してください。
error-upload-large-title = ファイルが大きすぎます
error-upload-large-message = 最後まで読み取れませんでした。戻って、小さいファイルを選んでください。
error-upload-slow-title = ファイルの受信に時間がかかりすぎました
error-upload-slow-message = 接続が遅い可能性があります。戻ってもう一度試すか、小さいファイルを選んでください。
error-upload-title = ファイルが届きませんでした
error-upload-message = 途中で一部が失われました。戻ってもう一度お試しください。
action-try-again = 戻ってもう一度試す
