## 別のデバイスのカメラで続ける

## 開始したブラウザーで

handover-start = スマートフォンで続ける
handover-title = スマートフォンで続ける
handover-scan = スマートフォンのカメラでこのコードを読み取り、リンクを開いてください。
handover-qr-alt = スマートフォン用リンクのQRコード
handover-by-hand = リンクを手動で開く
handover-by-hand-hint = スマートフォンのブラウザーに次のアドレスを入力してください:
handover-waits = リンクは5分以内に1回だけ使えます。その後、このページは先に進みます。
handover-check = 進んだか確認する
handover-here = やはりこのデバイスを使う
handover-number-title = スマートフォンに表示されている番号は何ですか?
handover-number-who = { $phone }がリンクを開きました。
handover-number-someone = あるデバイスがリンクを開きました。
handover-number-label = スマートフォンの番号
handover-number-hint = そのスマートフォンを手に持っている場合だけ入力してください。番号が違うと中止され、最初からやり直せます。
handover-confirm = 確認
handover-not-mine = 自分のスマートフォンではない
handover-go = スマートフォンのカメラを見てください
handover-go-hint = スマートフォンでカメラを開き、指示に従ってください。その後、このページは先に進みます。
handover-again = 新しいコードを表示
error-handover-failed = スマートフォンでうまくいきませんでした。もう一度試すか、このデバイスを使ってください
error-handover-declined = スマートフォンで拒否されました。ご自身でない場合は、ほかの誰かがリンクを開いています
error-handover-mismatched = スマートフォンの番号と違うため、何も渡されていません。番号を確かめて、もう一度試してください
error-handover-withdrawn = ここで中止されました。もう一度試すか、このデバイスを使ってください
error-handover-lapsed = 時間がかかりすぎました。もう一度試すか、このデバイスを使ってください
error-handover-often = 今回のサインインで試した回数が多すぎます。このデバイスか、ほかの方法を使ってください

## 別のデバイスで

handover-phone-title = このカメラで続けますか?
handover-phone-ask = { $asker }で、このデバイスのカメラを使ってこのステップを続けることが求められています。
handover-phone-ask-someone = 別のデバイスで、このデバイスのカメラを使ってこのステップを続けることが求められています。
handover-phone-warn = 目の前のデバイスで、たった今ご自身が求めた場合だけ進んでください。このリンクを送ってきた人は、あなたになりすましてサインインしようとしています。
handover-phone-yes = はい、自分です
handover-phone-no = いいえ、違います
handover-phone-number = 別のデバイスに入力する番号
handover-phone-number-hint = 開始したデバイスに入力し、誰にも教えないでください。その後、このページは先に進みます。
handover-phone-passed-title = 完了
handover-phone-passed = 開始したデバイスで続けてください。このページは閉じてかまいません。
handover-phone-failed-title = うまくいきませんでした
handover-phone-failed = 続け方は、開始したデバイスに表示されています。このページは閉じてかまいません。
handover-phone-declined-title = 拒否しました
handover-phone-declined = 何も渡されていません。心当たりがない場合は、誰かがパスワードを知っている可能性があります。パスワードを変更してください。このページは閉じてかまいません。
handover-phone-over-title = 終了しました
handover-phone-over = 理由は、開始したデバイスに表示されています。このページは閉じてかまいません。
