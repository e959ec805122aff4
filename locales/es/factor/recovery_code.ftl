## Códigos de recuperación

factor-recovery_code = Código de recuperación
factor-recovery_code-hint = Uno de los códigos que imprimiste o guardaste.

recovery-title = Escribe un código de recuperación
recovery-explain = Usa uno de los códigos que guardaste al configurarlos. Cada uno sirve una vez.
recovery-label = Código de recuperación
recovery-hint = 16 letras y cifras. Los guiones, los espacios y las mayúsculas no importan.
recovery-enrol-title = Guarda tus códigos de recuperación
recovery-enrol-explain = Si pierdes el teléfono o la llave, uno de estos códigos te deja entrar, junto con tu contraseña. Cada uno sirve una vez.
recovery-list = Tus códigos de recuperación
recovery-file = Códigos de recuperación de { $name } para { $host }. Cada uno sirve una vez.
recovery-download = Descargar
recovery-print = Imprimir
recovery-once = Solo los ves ahora. Imprímelos o guárdalos donde nadie más mire.
recovery-saved = Los he guardado
recovery-left = Quedan { $left } de { $of }
recovery-low = Quedan pocos códigos. Crea otros antes de necesitarlos: los antiguos dejan de servir entonces.

error-recovery-format = Escribe las 16 letras y cifras del código
error-recovery-wrong = Ese código no ha funcionado. Compruébalo o usa el siguiente: cada uno sirve una vez
error-recovery-unsaved = Guarda primero los códigos y luego confírmalo en la casilla de abajo
error-recovery-not-made = Los códigos no se han podido crear ahora. Inténtalo de nuevo
