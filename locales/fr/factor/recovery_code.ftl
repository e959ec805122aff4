## Codes de secours

factor-recovery_code = Code de secours
factor-recovery_code-hint = L’un des codes que vous avez imprimés ou enregistrés.

recovery-title = Saisissez un code de secours
recovery-explain = Utilisez l’un des codes que vous avez enregistrés lors de la configuration. Chacun sert une fois.
recovery-label = Code de secours
recovery-hint = 16 lettres et chiffres. Les tirets, les espaces et les majuscules n’ont pas d’importance.
recovery-enrol-title = Enregistrez vos codes de secours
recovery-enrol-explain = Si vous perdez votre téléphone ou votre clé, l’un de ces codes vous permet d’entrer, avec votre mot de passe. Chacun sert une fois.
recovery-list = Vos codes de secours
recovery-file = Codes de secours de { $name } pour { $host }. Chacun sert une fois.
recovery-download = Télécharger
recovery-print = Imprimer
recovery-once = Vous ne les voyez que maintenant. Imprimez-les, ou gardez-les là où personne d’autre ne regarde.
recovery-saved = Je les ai enregistrés
recovery-left = { $left } restants sur { $of }
recovery-low = Il reste peu de codes. Créez-en de nouveaux avant d’en avoir besoin : les anciens cesseront alors de fonctionner.

error-recovery-format = Saisissez les 16 lettres et chiffres du code
error-recovery-wrong = Ce code n’a pas fonctionné. Vérifiez-le ou utilisez le suivant : chacun sert une fois
error-recovery-unsaved = Enregistrez d’abord les codes, puis confirmez-le en cochant la case ci-dessous
error-recovery-not-made = Les codes n’ont pas pu être créés. Réessayez
