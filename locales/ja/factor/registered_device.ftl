## 登録済みデバイス

factor-registered_device = 登録済みデバイス
factor-registered_device-hint = このブラウザーが保管する鍵を使います。入力は不要です。

registered-device-known = このデバイスで使ったアカウント
registered-device-continue = { $name }として続ける
registered-device-forget = このデバイスから外す
registered-device-sure = このデバイスでこのアカウントの登録を忘れますか? 次はほかの方法でサインインする必要があり、その後で再登録できます。
registered-device-forgotten = このデバイスから外しました。完全に削除するには、アカウントのページをご利用ください。
registered-device-other = 別のアカウント
registered-device-title = ご自身のデバイスですか?
registered-device-explain = このブラウザーは登録済みです。保管している鍵で証明するので、1回押すだけで済みます。
registered-device-submit = はい、このデバイスで続けます
registered-device-enrol-title = このデバイスを登録
registered-device-enrol-explain = このブラウザーが、外に渡せない鍵を作って保管します。以後はアカウントを覚え、入力が少なくなります。ご自身のデバイスでのみ行ってください。
registered-device-name = デバイスの名前
registered-device-name-default = マイデバイス
registered-device-enrol-submit = このデバイスを登録
registered-device-here = 今お使いのブラウザーです。

registered-device-noscript = JavaScriptが必要ですが、実行されませんでした。許可してページを再読み込みするか、ほかの方法を使ってください。
registered-device-missing = プライベートウィンドウなどのため、このブラウザーでは鍵を保管できません。ほかの方法を使ってください
registered-device-failed = このブラウザーの鍵を使えませんでした。もう一度試すか、ほかの方法を使ってください
registered-device-held = このブラウザーはすでにこのアカウントに登録されています
registered-device-elsewhere = このブラウザーはこのアカウントに登録されていません。ほかの方法を使ってください
error-registered-device-empty = 登録済みデバイスにはJavaScriptが必要ですが、実行されませんでした。許可してもう一度試すか、ほかの方法を使ってください
error-registered-device-refused = このデバイスは受け付けられませんでした。もう一度試すか、ほかの方法を使ってください
error-registered-device-unknown = このデバイスの登録はすでに解除されているため、ここからも外しました。ほかの方法でサインインしてください
error-registered-device-not-made = このデバイスを登録できませんでした。もう一度試すか、ほかの方法を使ってください

offer-registered_device-title = ご自身のデバイスですか?
offer-registered_device-explain = このブラウザーを登録すると、次回からアカウントを覚えています。入力の代わりに1回押すだけです。
offer-registered_device-take = このデバイスを登録
