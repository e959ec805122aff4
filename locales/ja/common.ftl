### 用語集。文体は「です・ます」。sign in = サインイン · sign out = サインアウト · account = アカウント · application = アプリケーション ·
### way to sign in = サインイン方法 · step = ステップ · code = コード · passkey = パスキー · recovery code = リカバリーコード ·
### authenticator app = 認証アプリ · text message = SMS · device = デバイス · user name = ユーザー名 · password = パスワード ·
### whoever runs this service = このサービスの管理者。

## すべてのページで使うもの

language-name = 日本語
language-menu = 言語: { $name }
title-error = エラー:
continue = 続ける
cancel = キャンセル
sign-in = サインイン
sign-out = サインアウト
copy = コピー
copied = コピーしました
remove = 削除
code-label = 6桁のコード

## 日時

date-and-time = { $year }年{ $month }{ $day }日 { $clock } UTC
time-of-day = { $clock } UTC
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月

## トップページ

home-title = サインインサービス
home-what = アプリケーションからサインインのためにここへ移動します。アプリケーションに伝わるのはあなたが誰かということだけで、パスワードとコードはここから出ません。
home-account = アカウントを管理
home-try = 試してみる
home-demo = デモアプリケーション
home-mail-hint = 送信されるはずだったすべてのメールとSMS
home-discovery = ディスカバリードキュメント

## 開発モード

dev-bar = 開発モード: このコンピューター専用です。メールとSMSは送信されず、ここに保存されます。
dev-mail-link = 読む
dev-mail-title = 保存されたメッセージ
dev-mail-hint = 開発モードでは、メールとSMSは送信されずにここに届きます。
dev-mail-none = まだ何もありません。送信されるとすぐここに表示されます。
dev-mail-back = すべてのメッセージ
dev-mail-sms = SMS
dev-mail-html = 実際の見え方
dev-mail-text = プレーンテキスト
mail-from = 差出人: { $address }
mail-to = 宛先: { $address }

## 管理者向け

admin-title = 管理
admin-overview = 概要
admin-storage = ストレージ
admin-accounts = アカウント
admin-clients = クライアント
admin-public = パブリック
admin-confidential = コンフィデンシャル
admin-keys = 鍵
admin-since = { $date }から
key-next = 次
key-active = 使用中
key-retired = 使用終了
key-unknown = その他
