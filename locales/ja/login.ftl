## サインインのステップ

client-line = { $client }に進みます
client-account = アカウントの管理に進みます
step = ステップ{ $n }/{ $of }
not-you = 別の方ですか?
another-way = ほかの方法を試す
username-label = メールアドレスまたはユーザー名

other-title = ほかの方法を選択
other-current = 直前に表示していた方法です。

## 必須ではない提案

offer-title = ほかのサインイン方法を追加しますか?
offer-explain = 次回のサインインがより速く、より安全になります。
offer-take = 追加する
offer-later = 今はしない
offer-never = 今後表示しない
offer-hint = { $days ->
       *[other] 「今はしない」を選ぶと、{ $days }日後にもう一度お尋ねします。アカウントのページからいつでも追加できます。
    }

## 同意

consent-title = アクセスを許可しますか?
consent-asks = { $client }があなたのアカウントを使おうとしています。
consent-list = 許可される内容
consent-allow = 許可
consent-redirect = { $host }に移動します。
consent-policy = プライバシーポリシー
consent-terms = 利用規約
scope-optional = 任意
scope-granted = 許可済み
scope-openid = あなたが誰かを知る
scope-profile = 名前などのプロフィール情報を見る
scope-email = メールアドレスを見る
scope-address = 住所を見る
scope-phone = 電話番号を見る
scope-groups = 所属グループを見る
scope-offline_access = 不在の間もこのアクセスを維持する
scope-other = 「{ $name }」を使う

## サインアウト

logout-title = サインアウトしますか?
logout-asks = { $client }がサインアウトを求めています。
logout-who = { $name }としてサインインしています。サインアウトすると、すべてのアプリケーションでこのセッションが終了します。
logout-stay = サインインしたままにする
logout-done = サインアウトしました
logout-done-hint = このウィンドウを閉じてかまいません。
logout-done-one = このアカウントからサインアウトしました
logout-others = 次のアカウントはこのブラウザーでまだサインインしています。このブラウザーを使う人は誰でも開けます。
logout-frames = ご利用になったアプリケーションに通知しています。少しお待ちください。
logout-frame = アプリケーションからのサインアウト
logout-return = { $client }に戻る
logout-return-plain = アプリケーションに戻る
logout-again = もう一度サインイン

## ステップでのよい知らせ

notice-done = 完了しました。
notice-code-sent = 新しいコードを送信しました。前のコードは使えなくなりました。

## 自動で送信されるフォーム

form-post-title = お待ちください
form-post-hint = 移動しています。何も起こらない場合は、ここから続けてください。

accounts-here = ここでサインイン中のアカウント
accounts-another = 別のアカウント
consent-revocable = アカウントの「アプリ」からいつでも取り消せます。
consent-stranger = このアプリケーションは、ここでは登録も確認もされていません。{ $host }で自らを説明しています。
