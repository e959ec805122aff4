## Image passcode

factor-image_passcode = Picture
factor-image_passcode-hint = The picture file that you chose for this.

image-title = Give your picture
image-explain = Choose the file that you set up for this account. It must be exactly that file.
image-label = Picture
image-limits = PNG, JPEG, WebP or GIF, at most { $megabytes } MB.
image-drop = You can also drop the file here, or copy it in your file manager and paste it.
image-enrol-title = Choose a picture as a passcode
image-enrol-explain = From now on, this file helps to show that it is you. We keep no copy: only a mark by which we know it again.
image-published = Take a picture that nobody else has. One that is published or was sent to others is no secret.
image-unchanged = Keep the file as it is. Cropped, resized or saved anew it is another one.
image-phone = Keep it as a file, on each device that you sign in from. Photo apps and messengers often change a picture when they hand it on.
image-again-title = Give the same picture once more
image-again = We read a { $format } of { $width } by { $height } pixels. Choose it once more, so that you know it comes out the same.
image-never = We cannot restore this file. Keep a copy where you would keep a key, and never edit it.
image-finish = Finish
image-over = Begin again with another picture

error-image-empty = Choose the picture
error-image-wrong = That is not the picture
error-image-different = That is another file than the first one. Choose the same file, or begin again
error-image-large = That file is too large. Choose a smaller one
error-image-format = That is no PNG, JPEG, WebP or GIF. Choose a picture in one of these formats
error-image-broken = That picture cannot be read. Choose another one
error-image-small = That picture is too small: it needs 64 by 64 pixels and 2 KB. Choose a larger one
error-image-huge = That picture has too many pixels. Choose a smaller one
error-image-uniform = There is hardly anything on that picture, so that others may have the same. Choose another one
error-image-known = Many people have that picture. Choose one of your own
error-image-not-kept = The picture could not be kept just now. Try again
