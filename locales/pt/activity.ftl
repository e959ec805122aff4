## O que aconteceu em uma conta

account-activity = Atividade
activity-list = O que aconteceu na sua conta
activity-hint = { $days ->
        [one] Do último dia.
       *[other] Dos últimos { $days } dias.
    } Se algo não foi feito por você, avise: é interrompido na hora.
activity-none = Nada aconteceu.
activity-older = Mais antigas
activity-newest = Mais recentes
event-not-me = Não fui eu
event-by-operator = pelos responsáveis por este serviço

event-session-begun = Entrada
event-session-ended = Saída em um dispositivo
event-session-others-ended = Saída em todos os outros dispositivos
event-device-forgotten = Um dispositivo volta a pedir tudo
event-grant-made = Entrada em { $app }
event-app-removed = Acesso retirado de { $app }
event-factor-added = Forma de entrar adicionada: { $factor }
event-factor-replaced = Forma de entrar configurada de novo: { $factor }
event-factor-removed = Forma de entrar removida: { $factor }
event-factor-reset = As formas de entrar foram redefinidas
event-factor-refused = Resposta errada em { $factor }
event-factor-disabled = Muitas respostas erradas: { $factor } foi desativada
event-email-changed = E-mail alterado
event-phone-changed = Número de telefone alterado
event-phone-removed = Número de telefone removido
event-profile-changed = Perfil alterado
event-account-leaving = Foi pedida a exclusão da conta
event-account-kept = A conta foi mantida
event-account-exported = Foi baixado tudo o que é guardado
event-account-created = A conta foi criada
event-account-enabled = A conta pode voltar a entrar
event-account-disabled = A conta foi desativada
event-account-factors-frozen = Alterações interrompidas: “Não fui eu”
event-account-factors-released = Alterações são possíveis novamente
event-account-registered = A conta foi registrada
event-account-recovered = Nova senha escolhida
event-account-reset-started = Foi iniciada uma redefinição da conta
event-account-reset-stopped = A redefinição da conta foi interrompida
event-factor-consent-withdrawn = Consentimento retirado e forma de entrar removida: { $factor }
event-session-all-ended = Saída em todos os lugares
event-account-changed = Os dados da conta foram alterados
event-account-role-changed = A função da conta foi alterada
event-email-given-up = O e-mail passou para quem provou que é seu
event-email-verified = E-mail confirmado
event-account-groups-changed = Os grupos da conta foram alterados
event-registration-told = Foi informado o que se pede a uma conta nova
event-other = Algo mudou na sua conta
