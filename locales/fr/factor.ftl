## Façons de prouver qui l’on est. Celles de chaque facteur sont dans le dossier factor.

factor-unknown = Autre méthode
factor-unknown-hint = Une méthode configurée pour votre compte.

## Messages que l’on peut redemander

code-lives = { $minutes ->
        [one] Le code est valable { $minutes } minute.
       *[other] Le code est valable { $minutes } minutes.
    }
code-held = Aucun code n’a été envoyé, car trop de codes ont été demandés. Vous pourrez en demander un à { $time }.
resend = Envoyer un nouveau code
resend-at = Vous pourrez demander un nouveau code à { $time }.
resend-in = { $seconds ->
        [one] Vous pourrez demander un nouveau code dans { $seconds } seconde.
       *[other] Vous pourrez demander un nouveau code dans { $seconds } secondes.
    }
resend-now = Vous pouvez demander un nouveau code.

## Un appareil qui remplace un second facteur

trust = { $days ->
        [one] Ne plus demander sur cet appareil pendant { $days } jour
       *[other] Ne plus demander sur cet appareil pendant { $days } jours
    }

## Noms donnés par les personnes

device-name = Nom de l’application ou du téléphone
device-name-hint = Pour que vous le reconnaissiez plus tard.

## Codes de toute sorte : ce qu’un facteur refuse

error-code-empty = Saisissez le code
error-code-format = Saisissez les 6 chiffres du code
error-code-wrong = Ce code n’a pas fonctionné. Vérifiez-le ou demandez-en un nouveau
error-code-expired = Ce code a expiré. Demandez-en un nouveau
error-code-spent = Ce code n’est plus valable après trop de tentatives. Demandez-en un nouveau
error-credential-unknown = Cette clé n’est pas connue ici. Choisissez-en une autre ou connectez-vous autrement
error-credential-unusable = Cette clé n’est pas utilisable pour le moment. Connectez-vous autrement
error-credential-taken = Cette clé appartient déjà à un compte. Utilisez-en une autre
