"""The only modules that run Git.

Repositories are written by strangers: their configuration, hooks, attributes, ref names and trees are
hostile until shown otherwise.
`environment` and `child` make every call harmless, and `process` is the one way to call.
No text from outside ever becomes an argument: names are compared with the list of refs, after that only full
object ids and standard input are used.
"""
