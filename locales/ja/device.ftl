## ブラウザーのないデバイスと、それを許可する人

device-title = デバイスを接続
device-enter = デバイスに表示されているコードを入力してください。
device-code-label = デバイスのコード
device-warning = 目の前のデバイスに表示されているコードだけを入力してください。誰かから送られたり読み上げられたりしたコードを入力すると、その人にアカウントを渡すことになります。
device-ask-title = このデバイスを許可しますか?
device-asks = デバイスが{ $client }であなたのアカウントを使おうとしています。
device-compare = デバイスに次のコードが表示されているはずです:
device-when = 開始
device-where = 接続元
device-what = デバイス
device-question = 目の前のデバイスで、あなたが始めたものですか?
device-phishing = リンク、メッセージ、電話からここに来た場合は拒否してください。ほかの人があなたとしてサインインしてしまいます。
device-deny = いいえ、拒否する
device-allow = はい、私が始めました
device-done-title = デバイスを接続しました
device-done-body = まもなくデバイスが自動的に続行します。
device-refused-title = 何も許可していません
device-refused-body = このデバイスは接続されません。
device-done-hint = このウィンドウを閉じてかまいません。
error-device-code = このコードで待っているデバイスはありません。コードを確認するか、デバイスでやり直してください
