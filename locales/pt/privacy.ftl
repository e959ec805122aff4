## O que é guardado de alguém, e como é apagado

account-privacy = Privacidade
export-title = Levar os seus dados
export-explain = Um arquivo com tudo o que guardamos: o perfil, as formas de entrar, onde a conta está aberta, as aplicações e o que aconteceu. De segredos e do rosto ele diz que são guardados e desde quando, nunca o que são.
export-hint = Antes é preciso confirmar a identidade.
export-begin = Preparar o arquivo
export-ready = Está pronto, por dez minutos.
export-fetch = Baixar

leave-title = Excluir a sua conta
leave-explain = { $days ->
        [0] A conta é fechada em todos os lugares na hora e apagada.
        [one] A conta é fechada em todos os lugares na hora. Por { $days } dia é possível mudar de ideia entrando nela; depois, a conta e tudo o que há nela é apagado de vez.
       *[other] A conta é fechada em todos os lugares na hora. Por { $days } dias é possível mudar de ideia entrando nela; depois, a conta e tudo o que há nela é apagado de vez.
    }
leave-sure = Quero que a minha conta seja excluída, com tudo o que há nela.
leave-begin = Excluir a minha conta
error-leave-unsure = Marque que quer excluí-la, com tudo o que há nela
error-leave-last-owner = Você é o último proprietário que pode entrar aqui. Nomeie outro antes

leaving-title = A sua conta será excluída
leaving-explain = { $days ->
        [0] A conta foi fechada em todos os lugares. Ela está sendo apagada.
        [one] A conta foi fechada em todos os lugares. Se mudar de ideia, entre dentro de { $days } dia.
       *[other] A conta foi fechada em todos os lugares. Se mudar de ideia, entre dentro de { $days } dias.
    }
stay-title = Manter a sua conta?
stay-explain = Foi pedida a exclusão da sua conta. Ela será apagada em { $date }.
stay-confirm = Manter a minha conta
stay-leave = Deixar excluir
