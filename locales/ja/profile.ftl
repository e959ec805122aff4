## 本人についての情報

account-profile = プロフィール
account-username = ユーザー名
account-email = メールアドレス
account-phone = 電話番号

profile-picture = 写真
profile-picture-alt = あなたの写真
profile-picture-choose = 写真を選択
profile-picture-hint = PNG、JPEG、WebP。最大{ $megabytes }MB。中央部分を小さな正方形で保存します。
profile-picture-submit = この写真を使う
profile-picture-remove = 写真を削除

profile-about = あなたについて
profile-hint = アプリには、許可した場合にのみ表示されます。どれも必須ではありません。
profile-address = 住所
claim-name = 氏名
claim-given_name = 名
claim-middle_name = ミドルネーム
claim-family_name = 姓
claim-nickname = ニックネーム
claim-gender = 性別
claim-birthdate = 生年月日
claim-birthdate-hint = 1990-12-31のように年月日を入力します。年だけでも、0000-12-31でもかまいません。
claim-profile = プロフィールページ
claim-website = ウェブサイト
claim-zoneinfo = タイムゾーン
claim-locale = 言語
claim-locale-hint = jaやpt-BRのような言語タグで入力します。
claim-formatted = 住所全体（宛名ラベルの形式）
claim-street_address = 番地
claim-postal_code = 郵便番号
claim-locality = 市区町村
claim-region = 都道府県
claim-country = 国

profile-attributes = そのほかの情報
profile-attributes-kept = このサービスの管理者が登録している情報です。
attribute-true = はい
attribute-false = いいえ
attribute-list-hint = 1行に1つ入力してください。
attribute-json-hint = JSON形式。

contact-verified = 確認済み
contact-unverified = 未確認
contact-none = まだありません。
contact-waiting = { $address }はコードの入力待ちです。入力する
contact-email-new = 新しいメールアドレス
contact-email-hint = 先にご本人であることを確認します。その後、新しいアドレスにコードを、以前のアドレスにお知らせを送信します。
contact-phone-new = 新しい電話番号
contact-phone-remove = 電話番号を削除
contact-submit = 変更
contact-title = 確認
contact-email-title = 新しいアドレスを確認
contact-phone-title = 新しい番号を確認
contact-code-sent = { $address }に6桁のコードを送信しました。
contact-code-hint = 10分間有効です。入力するまで何も変わりません。

notice-profile-saved = 保存しました。
notice-picture-saved = 写真を保存しました。
notice-picture-removed = 写真を削除しました。
notice-email-changed = メールアドレスを変更しました。以前のアドレスと新しいアドレスにメールを送信しました。
notice-phone-changed = 電話番号を変更しました。お知らせのメールを送信しました。
notice-phone-removed = 電話番号を削除しました。お知らせのメールを送信しました。

error-profile-characters = 目に見えない文字を取り除いてください
error-profile-long = 短くしてください
error-profile-url = https://example.com/aliceのように、https://で始まるアドレスを入力してください
error-profile-birthdate = 1990-12-31のような日付、または1990のような年を入力してください
error-profile-zone = 一覧からタイムゾーンを選んでください
error-profile-language = jaやpt-BRのような言語タグを入力してください
error-attribute-number = 7や2.5のような数値を入力してください
error-attribute-json = JSONを入力してください
error-attribute-type = 答えを1つ選んでください
error-attribute-much = 多すぎます。一部を減らしてください
error-profile-raced = 同時に別の変更がありました。もう一度ご確認ください
error-picture-missing = 先に写真を選んでください
error-picture-format = PNG、JPEG、WebPの画像を選んでください
error-picture-broken = 画像を読み取れません。別の画像を選んでください
error-picture-small = 画像が小さすぎます。一辺が32ピクセル以上のものを選んでください
error-picture-huge = 画像のピクセル数が多すぎます。4000万以下のものを選んでください
error-contact-email = name@example.comのようなメールアドレスを入力してください
error-contact-same = すでに登録されているアドレスです
error-contact-many = 送信したコードが多すぎます。1時間後にもう一度お試しください
error-contact-taken = このアドレスは別のアカウントのものです
