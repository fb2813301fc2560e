-- Tells wrk to POST the body in the file BODY_FILE as a Content-Type of BODY_TYPE.
wrk.method = "POST"
wrk.body = io.open(os.getenv("BODY_FILE"), "rb"):read("*a")
wrk.headers["Content-Type"] = os.getenv("BODY_TYPE")
