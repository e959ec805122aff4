## सेवाएँ जिन्हें घटनाएँ बताई जाती हैं

admin-webhooks = वेबहुक
admin-webhook = वेबहुक
admin-webhooks-told = सेवाएँ जिन्हें घटनाएँ बताई जाती हैं
admin-webhook-new = किसी और सेवा को बताएँ
admin-webhook-hint = हर संदेश Standard Webhooks के अनुसार हस्ताक्षरित होता है। जो नहीं पहुँचता, उसे कई दिन तक फिर भेजा जाता है।
admin-webhook-make = बनाएँ
admin-webhook-url = पता (https)
admin-webhook-description = विवरण
admin-webhook-events = घटनाएँ, हर पंक्ति में एक
admin-webhook-events-hint = खाली हो तो सब कुछ। account.* की तरह तारे से पूरा समूह। उपलब्ध:
admin-webhook-secret = गुप्त कुंजी
admin-webhook-waiting = रास्ते में: { $count }
admin-webhook-dead = छोड़े गए: { $count }
admin-webhook-old-until = पिछली कुंजी { $date } तक हस्ताक्षर करती है
admin-webhook-test = परीक्षण घटना भेजें
admin-webhook-replay = छोड़े गए फिर भेजें
admin-webhook-again = फिर भेजें
admin-webhook-rotate-hint = नई कुंजी के साथ संदेशों पर 24 घंटे तक दोनों हस्ताक्षर रहते हैं।
admin-webhook-deliveries = हाल की डिलीवरी
admin-webhook-state-dead = छोड़ा गया
admin-webhook-state-waiting = रास्ते में
admin-webhook-state-delivered = पहुँचाया गया
admin-webhook-attempts = प्रयास: { $count }
admin-webhook-next = अगला प्रयास { $date }
admin-webhook-delete = यह वेबहुक हटाएँ
admin-webhook-delete-hint = जो रास्ते में है, वह हट जाएगा। इसे वापस नहीं किया जा सकता।
