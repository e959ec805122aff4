## 个人对自己的描述

account-profile = 个人资料
account-username = 用户名
account-email = 邮箱
account-phone = 电话号码

profile-picture = 头像
profile-picture-alt = 您的头像
profile-picture-choose = 选择图片
profile-picture-hint = PNG、JPEG 或 WebP，最大 { $megabytes } MB。我们只保留中间部分的小正方形。
profile-picture-submit = 使用此图片
profile-picture-remove = 移除头像

profile-about = 关于您
profile-hint = 只有在您允许时，应用才能看到这些内容。都不是必填项。
profile-address = 邮寄地址
claim-name = 全名
claim-given_name = 名
claim-middle_name = 中间名
claim-family_name = 姓
claim-nickname = 昵称
claim-gender = 性别
claim-birthdate = 出生日期
claim-birthdate-hint = 年月日，例如 1990-12-31。只填年份也可以，0000-12-31 也可以。
claim-profile = 个人主页
claim-website = 网站
claim-zoneinfo = 时区
claim-locale = 语言
claim-locale-hint = 语言标签，例如 zh-CN 或 pt-BR。
claim-formatted = 完整地址，如信封所写
claim-street_address = 街道和门牌号
claim-postal_code = 邮政编码
claim-locality = 城市
claim-region = 省/地区
claim-country = 国家/地区

profile-attributes = 更多信息
profile-attributes-kept = 以下信息由本服务的管理员维护。
attribute-true = 是
attribute-false = 否
attribute-list-hint = 每行一个。
attribute-json-hint = JSON 格式。

contact-verified = 已验证
contact-unverified = 未验证
contact-none = 暂无。
contact-waiting = { $address } 正在等待验证码。输入验证码
contact-email-new = 新邮箱
contact-email-hint = 您需要先证明是您本人。然后我们会向新邮箱发送验证码，并通知旧邮箱。
contact-phone-new = 新电话号码
contact-phone-remove = 移除号码
contact-submit = 更改
contact-title = 确认
contact-email-title = 确认您的新邮箱
contact-phone-title = 确认您的新号码
contact-code-sent = 我们已向 { $address } 发送了 6 位验证码。
contact-code-hint = 有效期为 10 分钟。输入之前不会有任何更改。

notice-profile-saved = 已保存。
notice-picture-saved = 您的头像已保存。
notice-picture-removed = 您的头像已移除。
notice-email-changed = 您的邮箱已更改。我们已向旧邮箱和新邮箱发送邮件。
notice-phone-changed = 您的电话号码已更改。我们已就此给您发送邮件。
notice-phone-removed = 您的电话号码已移除。我们已就此给您发送邮件。

error-profile-characters = 请去掉看不见的字符
error-profile-long = 请缩短内容
error-profile-url = 请输入以 https:// 开头的网址，例如 https://example.com/alice
error-profile-birthdate = 请输入类似 1990-12-31 的日期，或类似 1990 的年份
error-profile-zone = 请从列表中选择时区
error-profile-language = 请输入语言标签，例如 zh-CN 或 pt-BR
error-attribute-number = 请输入数字，例如 7 或 2.5
error-attribute-json = 请输入 JSON
error-attribute-type = 请选择其中一个答案
error-attribute-much = 内容太多，请删减一部分
error-profile-raced = 您的账号同时有其他更改。请重新查看
error-picture-missing = 请先选择图片
error-picture-format = 请选择 PNG、JPEG 或 WebP 图片
error-picture-broken = 无法读取该图片。请选择其他图片
error-picture-small = 图片过小。请选择每边至少 32 像素的图片
error-picture-huge = 图片像素过多。请选择不超过 4000 万像素的图片
error-contact-email = 请输入类似 name@example.com 的邮箱
error-contact-same = 这已经是您的邮箱
error-contact-many = 发送的验证码过多。请一小时后重试
error-contact-taken = 该邮箱属于其他账号
