## パスキー

factor-passkey = パスキー
factor-passkey-hint = 指紋、顔、画面ロック、またはセキュリティキーを使います。

passkey-sign-in = パスキーでサインイン
passkey-title = パスキーを使用
passkey-explain = デバイスが指紋、顔、または画面ロックの確認を求めます。
passkey-continue = パスキーで続ける
passkey-enrol-title = パスキーを作成
passkey-enrol-explain = パスキーがあれば、入力の代わりに指紋、顔、画面ロックでサインインできます。これらの情報はデバイスから出ることはなく、私たちには見えません。
passkey-name = パスキーの名前
passkey-name-default = パスキー
passkey-enrol-submit = パスキーを作成
passkey-synced = 同期済み: ほかのデバイスでも使えます。
passkey-eligible = 未同期: 今のところ1台のデバイスでのみ使えます。
passkey-bound = 1台のデバイスでのみ使えます。

passkey-closed = パスキーの画面が閉じられたか、時間切れになりました。もう一度試すか、ほかの方法を使ってください
passkey-held = このデバイスにはすでにこのアカウントのパスキーがあります。別のデバイスを使ってください
passkey-missing = このブラウザーではパスキーを使えません。ほかの方法を使ってください
passkey-failed = このページでパスキーを使えませんでした。もう一度試すか、ほかの方法を使ってください
error-passkey-empty = パスキーにはJavaScriptが必要ですが、実行されませんでした。許可してもう一度試すか、ほかの方法を使ってください
error-passkey-refused = このパスキーは受け付けられませんでした。もう一度試すか、ほかの方法を使ってください
error-passkey-not-made = このパスキーを追加できませんでした。もう一度試すか、ほかの方法を使ってください

offer-passkey-title = 次回からパスワードなしにしますか?
offer-passkey-explain = パスキーを作成すると、指紋、顔、画面ロックでサインインできます。
offer-passkey-take = パスキーを作成
