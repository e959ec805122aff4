## 点のマス目によるコード

factor-dot_grid = 点をつなぐ
factor-dot_grid-hint = メールアドレス、または確認済みの電話に6つの番号を送信します。その点をつないでください。

dot-grid-title = 点をつないでください
dot-grid-sent = { $address }に6つの番号を送信しました。
dot-grid-sent-unnamed = アカウントのメールアドレスに6つの番号を送信しました。
dot-grid-missing = 届きませんか? 迷惑メールフォルダーを確認するか、新しい番号を請求してください。
dot-grid-how = メッセージの順番どおりに点から点へ線を引くか、1つずつタップしてください。
dot-grid-label = 点のマス目。矢印キーで移動、Enterで選択、Backspaceで取り消します。
dot-grid-dot = 点{ $n }
dot-grid-count = { $of }個中{ $n }個の点
dot-grid-undo = 1つ戻す
dot-grid-clear = やり直す
dot-grid-numbers = または6つの番号を入力
dot-grid-numbers-hint = 間に空白、ピリオド、ハイフンのいずれかを入れてください。

error-dot-grid-empty = メッセージの6つの点をつなぐか、その番号を入力してください
error-dot-grid-format = 1から16までの異なる6つの番号を、メッセージの順番どおりに入力してください

mail-grid-intro = { $client }にサインインするには、次の点をこの順番でつないでください:
mail-grid-picture = 点の位置は次のとおりです。図の数字がつなぐ順番を表します:

dot-grid-missing-sms = 届きませんか? SMSは1分ほどかかることがあります。その後、新しい番号を請求してください。
dot-grid-by-sms = 代わりにSMSで送信
dot-grid-by-mail = 代わりにメールで送信

## SMSの本文

sms-grid = { $code }は{ $client }の点の番号です。誰にも教えないでください。
