## 認証アプリ

factor-totp = 認証アプリ
factor-totp-hint = 電話のアプリに表示されるコードです。

totp-title = アプリのコードを入力
totp-explain = 認証アプリを開き、このアカウントに表示されるコードを入力してください。
totp-enrol-title = 認証アプリを設定
totp-enrol-explain = 今後、電話のアプリのコードが本人確認に使われます。
totp-scan = この画像を読み取る
totp-scan-hint = 認証アプリまたは電話のカメラを使ってください。
totp-qr-alt = 認証アプリ用のQRコード。同じキーを下に文字で表示しています。
totp-by-hand = 読み取れない場合
totp-by-hand-hint = このキーを、時間ベースのキーとしてアプリに入力してください。
totp-open-app = このデバイスのアプリで開く
totp-confirm = アプリに表示されたコードを入力
totp-enrol-submit = 完了
error-totp-wrong = コードが正しくありません。コードは30秒ごとに変わります。次のコードを待ち、電話の時計を確認してください

device-name-default = 認証アプリ
