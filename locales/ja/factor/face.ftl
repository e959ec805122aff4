## 顔

factor-face = 顔
factor-face-hint = カメラを見て、指示に従います。ほかの方法と併せてのみ使えます。

## 同意。カメラを開く前に示します。意味を変えるときはface/consent.rsの版を上げてください。

face-consent-title = 顔の情報を保存してもよろしいですか?
face-consent-explain = 顔であなたを見分けるには、このサービスが顔の特徴を保存する必要があります。保存するかどうかはあなたが決めます。まず内容をお読みください。
face-consent-what-ask = 保存されるもの
face-consent-what = 今カメラに映っているものから計算した、顔を表す数値です。あなた専用の鍵でかき混ぜて保存します。画像や動画は保存せず、確認後すぐに破棄します。
face-consent-why-ask = 目的
face-consent-why = ここにサインインするときに、ご本人であることを確認するためだけに使います。
face-consent-long-ask = 期間
face-consent-long = 同意を撤回するか、アカウントから顔を削除するか、設定し直すか、アカウントが削除されるまでです。
face-consent-where-ask = 場所
face-consent-where = このサービスのデータベースに暗号化して保存します。誰にも渡さず、ほかの場所では使えません。
face-consent-who-ask = 見られる人
face-consent-who = 誰もいません。このサービスの管理者に見えるのは、顔が設定されたことと日時だけで、顔そのものは見えません。
face-consent-optional-ask = 必須かどうか
face-consent-optional = 必須ではありません。代わりにほかの方法を使えます。それ以外に影響はありません。
face-consent-withdraw-ask = 気が変わったとき
face-consent-withdraw = アカウントのページでいつでも同意を撤回できます。数値とその鍵はすぐに消去されます。
face-consent-agree = 上記のとおり、顔を表す数値を保存し、サインイン時に照合することに同意します。
face-consent-yes = 同意する
face-consent-no = ほかの方法を使う
face-consent-version = この文面の第{ $version }版。同意した日時と文面も一緒に保存されます。

## カメラの前で

face-title = カメラを見てください
face-explain = ボタンを押すとカメラが開きます。映像がこのサービスに送られるのは「録画中」と表示されている間だけです。
face-enrol-title = 顔を設定
face-enrol-explain = カメラを見て、指示に従ってください。まばたきをし、顔を左右に向けます。正面と少し横からの顔を確認するためです。
face-noscript = カメラにはJavaScriptが必要ですが、ここでは実行されません。許可してページを再読み込みするか、ほかの方法を使ってください。
face-tip-light = 窓や照明に顔を向け、背後に強い光がない場所で行ってください。
face-tip-bare = サングラス、マスク、帽子を外してください。
face-tip-level = カメラを目の高さに合わせ、電話の場合はまっすぐに持ってください。
face-tip-time = 10秒ほどで終わります。長くても30秒です。
face-still = 顔を左右に向けられません。まばたきだけで確認してください。
face-open = カメラを開く
face-preview = カメラの映像（鏡像）
face-rec = 録画中
face-progress = 完了したこと
face-camera = カメラ
face-stop = カメラを止める
face-again = もう一度試す

## 一度に1つ、短い言葉で

face-hint-no-face = 顔が映っていません
face-hint-several-faces = 1人だけで映ってください
face-hint-too-dark = もっと明るく
face-hint-too-bright = もっと暗く
face-hint-closer = 近づいてください
face-hint-back = 離れてください
face-hint-centre = 枠の中へ
face-hint-blurred = 動かさないでください
face-hint-look-ahead = 正面を見てください
face-hint-hold-still = そのまま
face-hint-blink = まばたきしてください
face-hint-turn-left = 左を向いてください
face-hint-turn-right = 右を向いてください
face-hint-look-ahead-again = 正面に戻ってください
face-hint-connecting = お待ちください

## カメラで起こりうる問題

face-trouble-blocked = このサイトではカメラがブロックされています。ウィンドウ上部のアドレスの横にあるサイトの設定で許可して、もう一度お試しください
face-trouble-dismissed = このステップにはカメラが必要です。もう一度試して、ブラウザーの確認で許可してください
face-trouble-missing = このデバイスにカメラが見つかりません。接続してもう一度試すか、ほかの方法を使ってください
face-trouble-taken = 別のアプリがカメラを使っています。閉じてからもう一度お試しください
face-trouble-insecure = このブラウザーではカメラを使えません。ほかの方法を使ってください
face-trouble-black = 映像が真っ暗です。カメラが覆われていませんか? 覆いを外してもう一度お試しください
face-trouble-failed = カメラを開けませんでした。もう一度試すか、ほかの方法を使ってください
face-trouble-hidden = ページが見えなくなったため、カメラをオフにしました。準備ができたらもう一度お試しください
face-trouble-lost = 接続が切れました。もう一度お試しください
face-trouble-busy = 現在カメラの利用が混み合っています。しばらくしてもう一度試すか、ほかの方法を使ってください

## サーバーからの応答

error-camera-needed = カメラの前での確認が必要です。カメラを開くか、ほかの方法を使ってください
error-camera-refused = うまくいきませんでした。明るい場所でもう一度試すか、ほかの方法を使ってください
error-camera-time = 時間がかかりすぎました。もう一度試すか、ほかの方法を使ってください
error-face-consent = 同意する場合はチェックを入れてください。同意しない場合はほかの方法を使ってください
error-face-few = 顔がはっきり見えませんでした。明るい場所でもう一度お試しください
error-face-not-kept = 顔の情報を保存できませんでした。もう一度お試しください
error-face-outdated = 再び使うには、顔を設定し直す必要があります。ほかの方法を使ってください

## アカウントのページ

face-kept = { $date }に第{ $version }版の文面に同意しました。
face-withdraw = 同意を撤回
face-withdraw-explain = 保存されている顔の情報はすぐに消去され、元に戻せません。後で設定し直すことはできます。
face-withdraw-confirm = 撤回して消去
