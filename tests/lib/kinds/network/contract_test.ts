import { keepsBlobContract } from "../../blob/contract.ts";
import { NETWORK_BLOBS } from "./blob/contract.ts";

keepsBlobContract(NETWORK_BLOBS);
