## Ce qui est conservé de quelqu’un, et son effacement

account-privacy = Confidentialité
export-title = Emporter vos données
export-explain = Un fichier avec tout ce que nous conservons de vous : votre profil, la façon dont vous vous connectez, où vous êtes connecté, vos applications et ce qui s’est passé. Des secrets et de votre visage, il dit qu’ils sont conservés et depuis quand, jamais ce qu’ils sont.
export-hint = Vous prouvez d’abord que c’est vous.
export-begin = Préparer le fichier
export-ready = Il est prêt, pendant dix minutes.
export-fetch = Télécharger

leave-title = Supprimer votre compte
leave-explain = { $days ->
        [0] Vous êtes aussitôt déconnecté partout, et votre compte est effacé.
        [one] Vous êtes aussitôt déconnecté partout. Pendant { $days } jour, vous pouvez changer d’avis en vous connectant ; ensuite, votre compte et tout ce qu’il contient est effacé définitivement.
       *[other] Vous êtes aussitôt déconnecté partout. Pendant { $days } jours, vous pouvez changer d’avis en vous connectant ; ensuite, votre compte et tout ce qu’il contient est effacé définitivement.
    }
leave-sure = Je veux que mon compte soit supprimé, avec tout ce qu’il contient.
leave-begin = Supprimer mon compte
error-leave-unsure = Cochez que vous voulez le supprimer, avec tout ce qu’il contient
error-leave-last-owner = Vous êtes le dernier propriétaire qui peut se connecter ici. Désignez d’abord un autre propriétaire

leaving-title = Votre compte va être supprimé
leaving-explain = { $days ->
        [0] Vous êtes déconnecté partout. Votre compte est en cours d’effacement.
        [one] Vous êtes déconnecté partout. Si vous changez d’avis, connectez-vous d’ici { $days } jour.
       *[other] Vous êtes déconnecté partout. Si vous changez d’avis, connectez-vous d’ici { $days } jours.
    }
stay-title = Conserver votre compte ?
stay-explain = Vous nous avez demandé de supprimer votre compte. Il sera effacé le { $date }.
stay-confirm = Conserver mon compte
stay-leave = Laisser supprimer
