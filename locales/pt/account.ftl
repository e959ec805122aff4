## A página da própria conta

account-title = A sua conta
account-factors = Formas de entrar
account-factors-hint = Ter mais de uma forma protege a conta e evita ficar sem acesso.
account-add = Adicionar outra forma
factor-disabled = desativada depois de muitas falhas
rename = Renomear
rename-named = Novo nome de { $name }
save = Salvar
account-sessions = Onde a sua conta está aberta
account-sessions-hint = Encerre tudo o que não reconhecer.
added-at = Adicionada em { $date }
used-at = usada pela última vez em { $date }
never-used = nunca usada
replace = Substituir
replace-named = Substituir { $name }
remove-named = Remover { $name }
session-unknown = Dispositivo desconhecido
session-current = este dispositivo
session-since = desde { $date }
session-seen = última atividade em { $date }
session-end-named = Sair em { $name }
session-end-others = Sair em todos os outros lugares

account-devices = Dispositivos em que se pede menos
account-devices-hint = Neles foi escolhido não pedir mais um segundo passo. Quem os usa precisa apenas da sua senha.
device-until = { $address }, até { $date }
device-forget = Voltar a pedir
device-forget-named = Voltar a pedir um segundo passo em { $name }
account-frozen = As suas formas de entrar estão congeladas porque foi informado que uma alteração não era sua. Os responsáveis por este serviço podem liberá-las depois de confirmar a sua identidade.

not-me-title = Não foi você?
not-me-body = Se outra pessoa mudou a forma de entrar na sua conta, interrompa isso agora. A alteração é desativada, todos os dispositivos são desconectados e nada nas suas formas de entrar pode ser alterado até os responsáveis por este serviço confirmarem a sua identidade.
not-me-confirm = Não fui eu: interromper
not-me-hint = Se foi você, feche esta página. Abri-la não mudou nada.
not-me-done = A sua conta está protegida contra alterações
not-me-done-body = A alteração está desativada, todos os dispositivos foram desconectados e as suas formas de entrar estão congeladas. Entre, mude a senha se alguém puder conhecê-la e peça aos responsáveis por este serviço que liberem a sua conta.

notice-factor-added = A nova forma de entrar está pronta. Enviamos um e-mail sobre isso.
notice-factor-renamed = O novo nome foi salvo.
notice-factor-removed = A forma de entrar foi removida. Enviamos um e-mail sobre isso.
notice-device-forgotten = Nesse dispositivo tudo volta a ser pedido.
notice-session-ended = Esse dispositivo foi desconectado.
notice-sessions-ended = Todos os outros dispositivos foram desconectados.

notice-consent-withdrawn = O seu consentimento foi retirado, e o que estava guardado do seu rosto foi apagado. Enviamos um e-mail sobre isso.

notice-password-changed = A sua senha foi alterada. Enviamos um e-mail sobre isso.
factor-needed = É preciso ter pelo menos mais uma antes de remover esta.
account-offer-end = Se outra pessoa puder saber como se entrava antes, saia em todos os outros dispositivos.
account-places = Sessões e dispositivos
accounts-switch = Trocar de conta
accounts-title = Contas neste navegador
accounts-hint = Quem usa este navegador pode abri-las. Saia das que não são suas.
accounts-current = em uso
accounts-use = Usar
accounts-use-named = Usar a conta de { $name }
accounts-add = Adicionar outra conta
accounts-end-all = Sair de todas
account-apps = Aplicações
apps-list = Aplicações com acesso à sua conta
apps-hint = Cada uma recebeu o acesso de você ou dos responsáveis por este serviço. Retirá-lo desconecta a aplicação; ela pode pedir de novo.
apps-none = Nenhuma aplicação tem acesso à sua conta.
app-since = desde { $date }
app-used = usada pela última vez em { $date }
app-unused = sem uso
app-remove = Retirar o acesso
app-remove-named = Retirar o acesso de { $name }
notice-app-removed = Essa aplicação não tem mais acesso. Enviamos um e-mail sobre isso.
