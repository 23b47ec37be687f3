;; Starts with all the memory that 32 bits can address.
(module $huge (memory 65536))
