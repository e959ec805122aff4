## リカバリーコード

factor-recovery_code = リカバリーコード
factor-recovery_code-hint = 印刷または保存しておいたコードの1つです。

recovery-title = リカバリーコードを入力
recovery-explain = 設定時に保存したコードの1つを使ってください。それぞれ1回だけ使えます。
recovery-label = リカバリーコード
recovery-hint = 16文字の英数字です。ハイフン、空白、大文字小文字は区別しません。
recovery-enrol-title = リカバリーコードを保存
recovery-enrol-explain = 電話やキーをなくしたとき、パスワードとこのコードの1つでサインインできます。それぞれ1回だけ使えます。
recovery-list = あなたのリカバリーコード
recovery-file = { $host }の{ $name }のリカバリーコード。それぞれ1回だけ使えます。
recovery-download = ダウンロード
recovery-print = 印刷
recovery-once = 表示されるのは今だけです。印刷するか、ほかの人の目に触れない場所に保管してください。
recovery-saved = 保存しました
recovery-left = { $of }個中{ $left }個が未使用
recovery-low = コードが残りわずかです。必要になる前に新しいコードを作成してください。作成すると古いコードは使えなくなります。

error-recovery-format = コードの16文字の英数字をすべて入力してください
error-recovery-wrong = コードが正しくありません。確認するか、次のコードを使ってください。それぞれ1回だけ使えます
error-recovery-unsaved = まずコードを保存し、下のチェックボックスで確認してください
error-recovery-not-made = コードを作成できませんでした。もう一度お試しください
