## Mot de passe

factor-password = Mot de passe
factor-password-hint = Le mot de passe de votre compte.

password-title = Saisissez votre mot de passe
password-label = Mot de passe
show = Afficher
show-password = Afficher le mot de passe
caps-lock = Le verrouillage des majuscules est activé
remember = { $days ->
        [one] Rester connecté sur cet appareil pendant { $days } jour
       *[other] Rester connecté sur cet appareil pendant { $days } jours
    }
error-password-empty = Saisissez votre mot de passe
error-password-wrong = Cette adresse e-mail ou ce mot de passe est incorrect

## Un nouveau mot de passe

password-new-title = Choisissez un nouveau mot de passe
password-new-label = Nouveau mot de passe
password-new-hint = { $least ->
        [one] Au moins { $least } caractère.
       *[other] Au moins { $least } caractères.
    } Quelques mots sans rapport entre eux sont faciles à retenir et difficiles à deviner. Les espaces et toutes les lettres sont acceptés.
password-end-others = Déconnecter tous les autres appareils
password-change = Modifier
password-change-named = Modifier le mot de passe
error-password-new = Saisissez un nouveau mot de passe
error-password-short = Ce mot de passe est trop court. Ajoutez un mot ou deux
error-password-long = Ce mot de passe est trop long. Retirez quelque chose
error-password-obvious = Ce mot de passe n’est guère plus qu’un nom que d’autres connaissent. Choisissez quelque chose sans rapport avec vous ni avec ce service
error-password-common = C’est l’un des mots de passe les plus utilisés. Choisissez-en un autre
error-password-keyboard = Des touches voisines se devinent vite. Ajoutez un mot ou deux
error-password-repeat = Répéter quelque chose ne le rend guère plus sûr. Ajoutez encore un mot ou deux
error-password-sequence = Les suites comme abc ou 6543 se devinent vite. Ajoutez un mot ou deux
error-password-date = Les dates et les années se devinent vite. Ajoutez un mot ou deux
error-password-name = Les noms se devinent vite. Ajoutez un mot ou deux sans rapport avec eux
error-password-word = Un mot seul, ou peu modifié, se devine vite. Ajoutez encore un mot ou deux
error-password-guessable = Ce mot de passe se devine vite. Ajoutez encore un mot ou deux
error-password-stolen = Ce mot de passe figure dans une liste de mots de passe volés que d’autres essaient en premier. Choisissez-en un autre
error-password-unchecked = Nous n’avons pas pu vérifier ce mot de passe. Réessayez dans un moment
error-password-former = Vous avez déjà eu ce mot de passe. Choisissez-en un nouveau
