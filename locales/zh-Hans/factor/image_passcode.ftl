## 图片口令

factor-image_passcode = 图片
factor-image_passcode-hint = 您为此选择的图片文件。

image-title = 提供您的图片
image-explain = 请选择您为此账号设置的文件。必须是完全相同的文件。
image-label = 图片
image-limits = PNG、JPEG、WebP 或 GIF，最大 { $megabytes } MB。
image-drop = 您也可以将文件拖放到这里，或在文件管理器中复制后粘贴。
image-enrol-title = 选择一张图片作为口令
image-enrol-explain = 从现在起，此文件将帮助证明是您本人。我们不保留副本，只保留用于识别它的标记。
image-published = 请使用别人没有的图片。已发布或发送给他人的图片不是秘密。
image-unchanged = 请保持文件原样。裁剪、缩放或重新保存后就是另一个文件了。
image-phone = 请在您用来登录的每台设备上以文件形式保存。照片应用和聊天应用在传递图片时往往会改变它。
image-again-title = 再次提供同一张图片
image-again = 我们读取了一张 { $width } × { $height } 像素的 { $format } 图片。请再选择一次，以确认传输结果一致。
image-never = 我们无法恢复此文件。请像保管钥匙一样保存一份副本，并且切勿编辑它。
image-finish = 完成
image-over = 用其他图片重新开始

error-image-empty = 请选择图片
error-image-wrong = 不是这张图片
error-image-different = 此文件与第一个不同。请选择同一个文件，或重新开始
error-image-large = 文件过大。请选择较小的文件
error-image-format = 这不是 PNG、JPEG、WebP 或 GIF。请选择其中一种格式的图片
error-image-broken = 无法读取该图片。请选择其他图片
error-image-small = 图片过小：需要 64 × 64 像素且不小于 2 KB。请选择较大的图片
error-image-huge = 图片像素过多。请选择较小的图片
error-image-uniform = 图片上几乎没有内容，别人可能也有同样的图片。请选择其他图片
error-image-known = 很多人都有这张图片。请选择一张您自己的图片
error-image-not-kept = 暂时无法保存图片。请重试
